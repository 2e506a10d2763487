import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func claim(
    _ count: Int, until lease: Date, at now: Date, pace: Pace?
  ) throws(StoreError) -> [Mail] {
    try write { db in try take(count, until: lease, at: now, pace: pace, db) }
  }

  private func take(
    _ count: Int, until lease: Date, at now: Date, pace: Pace?, _ db: Database
  ) throws -> [Mail] {
    let mails = MailLease(db, to: lessee, at: now)
    let allowed = try pace.map { min(count, try mails.room(in: $0)) } ?? count
    return try mails.take(allowed, until: lease)
  }

  package func claimAwaited(_ count: Int, until lease: Date, at now: Date) throws(StoreError) -> [Mail] {
    try write { db in try MailLease(db, to: lessee, at: now, isAwaited: true).take(count, until: lease) }
  }

  package func renew(_ mails: [Mail.ID], until lease: Date) throws(StoreError) {
    try write { db in
      let statement = Prepared(
        "UPDATE mail SET leased_until = ? WHERE id = ? AND state = 'waiting' AND leased_until IS NOT NULL AND lessee = ?",
        on: db)
      for mail in mails { try statement.run(lease, mail, lessee) }
    }
  }

  package func release(_ mails: [Mail.ID]) throws(StoreError) {
    try write { db in
      let statement = Prepared(
        "UPDATE mail SET leased_until = NULL WHERE id = ? AND state = 'waiting' AND lessee = ?", on: db)
      for mail in mails { try statement.run(mail, lessee) }
    }
  }

  package func record(_ deliveries: [Delivery]) throws(StoreError) {
    try write { db in try record(deliveries, db) }
  }

  package func record(_ deliveries: [Delivery], thenClaim claim: MailClaim) throws(StoreError) -> [Mail] {
    try write { db in
      if !deliveries.isEmpty { try record(deliveries, db) }
      let awaited = try MailLease(db, to: lessee, at: claim.now, isAwaited: true).take(claim.count, until: claim.lease)
      guard awaited.isEmpty, !claim.isQuiet else { return awaited }
      return try take(claim.count, until: claim.lease, at: claim.now, pace: claim.pace, db)
    }
  }

  private func record(_ deliveries: [Delivery], _ db: Database) throws {
    let writer = DeliveryWriter(db, by: lessee)
    for delivery in deliveries { try writer.write(delivery) }
  }

  package func tally(at now: Date) throws(StoreError) -> OutboxTally {
    try read { db in
      let (waiting, all) =
        try Prepared(
          """
          SELECT (SELECT count(*) FROM mail WHERE state = 'waiting' AND due_at <= ?1)
              + (SELECT count(*) FROM mail WHERE leased_until > ?1 AND state = 'waiting' AND due_at > ?1),
            (SELECT count(*) FROM mail WHERE state = 'waiting')
          """, on: db
        ).first(now) { (Int($0.integer(0)), Int($0.integer(1))) } ?? (0, 0)
      let next = try Prepared(
        "SELECT due_at FROM mail WHERE state = 'waiting' AND due_at > ? ORDER BY due_at LIMIT 1", on: db
      ).first(now) { $0.date(0) }
      return OutboxTally(
        waiting: waiting, postponed: all - waiting, nextDue: next ?? nil)
    }
  }
}
