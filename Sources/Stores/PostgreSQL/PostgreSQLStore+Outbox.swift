import Foundation
import Provisioning

/// Any number of processes share the outbox: a mail that one of them is leasing is passed over by the others, who do not wait.
extension PostgreSQLStore {
  package func claim(
    _ count: Int, until lease: Date, at now: Date, pace: Pace?
  ) throws(StoreError) -> [Mail] {
    try writeOfOutbox { try take(count, until: lease, at: now, pace: pace, $0) }
  }

  private func take(
    _ count: Int, until lease: Date, at now: Date, pace: Pace?, _ connection: PostgreSQLConnection
  ) throws -> [Mail] {
    guard let pace else { return try take(count, Self.anyMail, until: lease, at: now, connection) }
    // Who counts must not be joined by somebody who counts the same.
    try connection.run("SELECT pg_advisory_xact_lock(1315010167)")
    let room = try Self.room(in: pace, at: now, connection)
    return try take(min(count, room), Self.anyMail, until: lease, at: now, connection)
  }

  package func claimAwaited(_ count: Int, until lease: Date, at now: Date) throws(StoreError) -> [Mail] {
    try writeOfOutbox { try take(count, Self.awaitedMail, until: lease, at: now, $0) }
  }

  package func renew(_ mails: [Mail.ID], until lease: Date) throws(StoreError) {
    try writeOfOutbox { connection in
      try connection.run(
        """
        WITH held AS (
          SELECT id FROM mail WHERE id = ANY ($1) AND state = 'waiting' AND leased_until IS NOT NULL AND lessee = $3
          ORDER BY id FOR UPDATE)
        UPDATE mail SET leased_until = $2 FROM held WHERE mail.id = held.id
        """, mails, lease, lessee)
    }
  }

  package func release(_ mails: [Mail.ID]) throws(StoreError) {
    try writeOfOutbox { connection in
      try connection.run(
        """
        WITH held AS (
          SELECT id FROM mail WHERE id = ANY ($1) AND state = 'waiting' AND lessee = $2 ORDER BY id FOR UPDATE)
        UPDATE mail SET leased_until = NULL FROM held WHERE mail.id = held.id
        """, mails, lessee)
    }
  }

  package func record(_ deliveries: [Delivery]) throws(StoreError) {
    try writeOfOutbox { try record(deliveries, $0) }
  }

  /// Whoever counts for the pace waits for nobody's rows, so that waiting for him with rows of one's own is no deadlock.
  package func record(_ deliveries: [Delivery], thenClaim claim: MailClaim) throws(StoreError) -> [Mail] {
    try writeOfOutbox { connection in
      if !deliveries.isEmpty { try record(deliveries, connection) }
      let awaited = try take(claim.count, Self.awaitedMail, until: claim.lease, at: claim.now, connection)
      guard awaited.isEmpty, !claim.isQuiet else { return awaited }
      return try take(claim.count, until: claim.lease, at: claim.now, pace: claim.pace, connection)
    }
  }

  package func tally(at now: Date) throws(StoreError) -> OutboxTally {
    try read { connection in
      let nothing: (now: Int, all: Int, next: Date?) = (0, 0, nil)
      let waiting =
        try connection.first(
          """
          SELECT count(*) FILTER (WHERE due_at <= $1 OR leased_until > $1), count(*),
            min(due_at) FILTER (WHERE due_at > $1)
          FROM mail WHERE state = 'waiting'
          """, now
        ) { (now: Int($0.integer(0)), all: Int($0.integer(1)), next: $0.date(2)) } ?? nothing
      return OutboxTally(
        waiting: waiting.now, postponed: waiting.all - waiting.now, nextDue: waiting.next)
    }
  }

  /// The server tells of mails the moment they are committed. One that cannot be asked now is found so by the next delivery.
  package func awaitMails(_ seconds: Int, isInterrupted: () -> Bool) {
    for _ in 0..<seconds * 5 where !isInterrupted() {
      do {
        if try session.use({ try $0.hears(of: "LISTEN navette_outbox", within: 200) }) { return }
      } catch {
        usleep(200_000)
      }
    }
  }

  /// What is cut off in the middle of it is ended soon by the server: others wait for who counts for the pace.
  @discardableResult
  private func writeOfOutbox<Value>(_ body: (PostgreSQLConnection) throws -> Value) throws(StoreError) -> Value {
    try write { connection in
      _ = try connection.first("SELECT set_config('idle_in_transaction_session_timeout', '10s', true)") { _ in }
      return try body(connection)
    }
  }

  // MARK: Leases

  /// Due and leased to nobody, the longest waiting first; `kind` is in the list so that what a newer program wrote is left
  /// to it.
  static let anyMail: StaticString = """
    SELECT id FROM mail
    WHERE state = 'waiting' AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
      AND kind IN ('link', 'reset', 'notice-former', 'notice-new', 'report')
    ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
    """

  /// The same of mails that somebody is waiting for.
  static let awaitedMail: StaticString = """
    SELECT id FROM mail
    WHERE state = 'waiting' AND kind = 'reset' AND due_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)
    ORDER BY due_at, id LIMIT $2 FOR UPDATE SKIP LOCKED
    """

  /// Leases up to `count` mails, the longest waiting first, and cancels those it meets that are no longer current.
  private func take(
    _ count: Int, _ due: StaticString, until end: Date, at now: Date, _ connection: PostgreSQLConnection
  ) throws -> [Mail] {
    var taken: [Mail] = []
    while taken.count < count {
      let ids = try connection.all(due, now, count - taken.count) { $0.integer(0) }
      guard !ids.isEmpty else { break }
      let candidates = try connection.all(
        """
        SELECT id, kind, account, recipient, recipient_name, number, message_id, queued_at, attempts, nonce, key_id,
          purpose, life, other_address, is_current AND token_ends_at > $2, run, subject
        FROM waiting_mail WHERE id = ANY ($1) ORDER BY due_at, id
        """, ids, now
      ) { (mail: Mail(row: $0, at: now), isCurrent: $0.flag(14)) }
      let mails = candidates.compactMap { $0.isCurrent ? $0.mail : nil }
      try connection.run(
        "UPDATE mail SET leased_until = $2, lessee = $3 WHERE id = ANY ($1)", mails.map(\.id), end, lessee)
      try connection.run(
        "UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = $2 WHERE id = ANY ($1)",
        Array(Set(ids).subtracting(mails.map(\.id))), now)
      taken += mails
    }
    return taken
  }

  /// How many more may leave in the interval that ends now, counted over all processes.
  private static func room(in pace: Pace, at now: Date, _ connection: PostgreSQLConnection) throws -> Int {
    let gone = try connection.first(
      """
      SELECT (SELECT count(*) FROM mail WHERE state <> 'waiting' AND state = 'sent' AND finished_at > $1)
        + (SELECT count(*) FROM mail WHERE leased_until > $2)
      """, now.addingTimeInterval(-Double(pace.seconds)), now
    ) { Int($0.integer(0)) }
    return max(0, pace.count - (gone ?? 0))
  }

  // MARK: What became of mails

  /// Tokens before mails, as everybody locks them.
  private func record(_ deliveries: [Delivery], _ connection: PostgreSQLConnection) throws {
    let outcomes = deliveries.map(OutcomeColumns.init)
    try connection.run(
      """
      WITH begun AS (
        SELECT token.id, given.at FROM unnest($1, $2, $3) AS given (mail, outcome, at)
        JOIN mail ON mail.id = given.mail JOIN token ON token.id = mail.token
        WHERE given.outcome = 'sent' AND token.expires_at IS NULL
        ORDER BY token.id FOR UPDATE OF token)
      UPDATE token SET expires_at = begun.at + token.life * 1000 FROM begun WHERE token.id = begun.id
      """, deliveries.map(\.mail), outcomes.map(\.name), outcomes.map(\.at))
    // A mail that was cancelled while it was being sent, or that another leases by now, is taken too when it was accepted: it did
    // leave.
    try connection.run(
      """
      WITH met AS (
        SELECT mail.id, given.outcome, given.at, given.bounces, given.reply
        FROM unnest($1, $2, $3, $4, $5) AS given (mail, outcome, at, bounces, reply)
        JOIN mail ON mail.id = given.mail
        WHERE CASE given.outcome WHEN 'sent' THEN mail.state <> 'sent' ELSE mail.state = 'waiting' AND mail.lessee = $6 END
        ORDER BY mail.id FOR UPDATE OF mail)
      UPDATE mail SET state = met.outcome, reply = met.reply, attempts = attempts + 1, leased_until = NULL,
        due_at = CASE met.outcome WHEN 'waiting' THEN met.at ELSE mail.due_at END,
        finished_at = CASE met.outcome WHEN 'waiting' THEN mail.finished_at ELSE met.at END,
        bounces = CASE met.outcome WHEN 'waiting' THEN mail.bounces ELSE met.bounces END
      FROM met WHERE mail.id = met.id
      """, deliveries.map(\.mail), outcomes.map(\.name), outcomes.map(\.at), outcomes.map(\.bounces),
      deliveries.map(\.reply), lessee)
  }
}

/// What became of a mail, column by column.
private struct OutcomeColumns {
  /// The state it is in from now on.
  let name: String
  let at: Date
  /// Nil when nothing is known.
  var bounces: Bool?

  init(_ delivery: Delivery) {
    switch delivery.outcome {
    case .accepted(let at): (name, self.at, bounces) = ("sent", at, false)
    case .deferred(let until): (name, at) = ("waiting", until)
    case .refused(let at, let bounces): (name, self.at, self.bounces) = ("failed", at, bounces ? true : nil)
    }
  }
}
