import Foundation
import Provisioning

extension PostgreSQLStore {
  package func mails(_ query: MailQuery) throws(StoreError) -> [MailJournalRow] {
    try read { try $0.mails(query, of: nil) }
  }

  package func retry(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState? {
    try write { connection in
      let state = try Self.state(of: mail, at: now, connection)
      guard state == .failed || state == .cancelled else { return state }
      try connection.run(
        "UPDATE mail SET state = 'waiting', due_at = $2, finished_at = NULL, bounces = NULL WHERE id = $1", mail, now)
      return state
    }
  }

  package func cancel(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState? {
    try write { connection in
      let state = try Self.state(of: mail, at: now, connection)
      guard state == .waiting else { return state }
      try connection.run(
        "UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = $2 WHERE id = $1", mail, now)
      return state
    }
  }

  /// The state a mail is in, which stays so until the transaction ends.
  private static func state(
    of mail: Mail.ID, at now: Date, _ connection: PostgreSQLConnection
  ) throws -> MailState? {
    try connection.first(
      """
      SELECT CASE WHEN state = 'waiting' AND leased_until > $2 THEN 'sending' ELSE state END FROM mail
      WHERE id = $1 FOR UPDATE
      """, mail, now
    ) { MailState(rawValue: $0.text(0)) }?.flatMap(\.self)
  }
}

extension PostgreSQLConnection {
  /// The mails a query asks for, of one account or of all.
  func mails(_ query: MailQuery, of account: AccountID?) throws -> [MailJournalRow] {
    try all(
      """
      SELECT * FROM (
        SELECT mail.id, mail.kind, mail.recipient, mail.recipient_name, coalesce(mail.number, account.number, ''),
          CASE WHEN mail.state = 'waiting' AND mail.leased_until > $1 THEN 'sending' ELSE mail.state END AS shown,
          mail.queued_at, CASE mail.state WHEN 'waiting' THEN mail.due_at END, mail.finished_at, mail.attempts,
          mail.reply, actor.kind, actor.name, actor.origin, mail.subject
        FROM mail
        JOIN actor ON actor.id = mail.actor
        LEFT JOIN account ON account.id = mail.account
        WHERE ($2 IS NULL OR mail.kind = ANY ($2) OR position(lower($9) IN lower(mail.subject)) > 0)
          AND ($3 IS NULL OR position(lower($3) IN lower(mail.recipient)) > 0)
          AND ($4 IS NULL OR position(lower($4) IN lower(actor.name)) > 0
            OR position(lower($4) IN lower(actor.origin)) > 0)
          AND ($6 IS NULL OR mail.queued_at >= $6)
          AND ($8 IS NULL OR mail.account = $8)
      ) AS listed
      WHERE $5 IS NULL OR shown = $5
      ORDER BY id DESC LIMIT $7
      """, query.now, query.kinds.map { $0.map(\.rawValue) }, query.to, query.by, query.state?.rawValue, query.since,
      query.limit, account?.rawValue, query.subject
    ) { MailJournalRow(row: $0) }.compactMap(\.self)  // a kind that a newer program wrote
  }
}
