import Foundation
import GRDB
import Provisioning

/// Hands out mails that are due, within one transaction.
struct MailLease {
  private let now: Date
  private let lessee: String
  private let db: Database
  private let due: Prepared
  private let lease: Prepared
  private let cancellation: Prepared

  /// Due and leased to nobody, the longest waiting first; `kind` is in the list so that what a newer program wrote is
  /// left to it.
  static let anyMail: StaticString = """
    SELECT id, kind, account, recipient, recipient_name, number, message_id, queued_at, attempts, nonce, key_id,
      purpose, life, other_address, is_current AND token_ends_at > ?1, run, subject
    FROM waiting_mail
    WHERE due_at <= ?1 AND (leased_until IS NULL OR leased_until <= ?1)
      AND kind IN ('link', 'reset', 'notice-former', 'notice-new', 'report')
    ORDER BY due_at, id LIMIT ?2
    """

  /// The same of mails that somebody is waiting for.
  static let awaitedMail: StaticString = """
    SELECT id, kind, account, recipient, recipient_name, number, message_id, queued_at, attempts, nonce, key_id,
      purpose, life, other_address, is_current AND token_ends_at > ?1, run, subject
    FROM waiting_mail
    WHERE kind = 'reset' AND due_at <= ?1 AND (leased_until IS NULL OR leased_until <= ?1)
    ORDER BY due_at, id LIMIT ?2
    """

  /// - Parameter lessee: who leases them; nobody else says afterwards what became of them, but that they left.
  init(_ db: Database, to lessee: String, at now: Date, isAwaited: Bool = false) {
    self.db = db
    self.lessee = lessee
    self.now = now
    due = Prepared(isAwaited ? Self.awaitedMail : Self.anyMail, on: db)
    lease = Prepared("UPDATE mail SET leased_until = ?, lessee = ? WHERE id = ?", on: db)
    cancellation = Prepared(
      "UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = ? WHERE id = ?", on: db)
  }

  /// How many more may leave in the interval that ends now, counted over all processes.
  func room(in pace: Pace) throws -> Int {
    let gone = try Prepared(
      """
      SELECT (SELECT count(*) FROM mail WHERE state <> 'waiting' AND state = 'sent' AND finished_at > ?1)
        + (SELECT count(*) FROM mail WHERE leased_until IS NOT NULL AND leased_until > ?2)
      """, on: db
    ).first(now.addingTimeInterval(-Double(pace.seconds)), now) { Int($0.integer(0)) }
    return max(0, pace.count - (gone ?? 0))
  }

  /// Leases up to `count` mails, the longest waiting first, and cancels those it meets that are no longer current.
  func take(_ count: Int, until end: Date) throws -> [Mail] {
    var taken: [Mail] = []
    while taken.count < count {
      let candidates = try due.all(now, count - taken.count) {
        (mail: Mail(row: $0, at: now), isCurrent: $0.flag(14))
      }
      guard !candidates.isEmpty else { break }
      for case let (mail?, isCurrent) in candidates {
        guard isCurrent else {
          try cancellation.run(now, mail.id)
          continue
        }
        try lease.run(end, lessee, mail.id)
        taken.append(mail)
      }
    }
    return taken
  }
}
