import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func mails(_ query: MailQuery) throws(StoreError) -> [MailJournalRow] {
    try read { db in try Self.mails(query, of: nil, db) }
  }

  /// The mails a query asks for, of one account or of all.
  static func mails(_ query: MailQuery, of account: AccountID?, _ db: Database) throws -> [MailJournalRow] {
    try Prepared(
      """
      SELECT mail.id, mail.kind, mail.recipient, mail.recipient_name, coalesce(mail.number, account.number, ''),
        iif(mail.state = 'waiting' AND mail.leased_until > ?1, 'sending', mail.state) AS shown,
        mail.queued_at, iif(mail.state = 'waiting', mail.due_at, NULL), mail.finished_at, mail.attempts, mail.reply,
        actor.kind, actor.name, actor.origin, mail.subject
      FROM mail
      CROSS JOIN actor ON actor.id = mail.actor
      LEFT JOIN account ON account.id = mail.account
      WHERE (?2 IS NULL OR mail.kind IN (SELECT value FROM json_each(?2))
          OR instr(lower(mail.subject), lower(?9)) > 0)
        AND (?3 IS NULL OR instr(lower(mail.recipient), lower(?3)) > 0)
        AND (?4 IS NULL OR instr(lower(actor.name), lower(?4)) > 0 OR instr(lower(actor.origin), lower(?4)) > 0)
        AND (?5 IS NULL OR shown = ?5)
        AND (?6 IS NULL OR mail.queued_at >= ?6)
        AND (?8 IS NULL OR mail.account = ?8)
      ORDER BY mail.id DESC
      LIMIT ?7
      """, on: db
    ).all(
      query.now, query.kinds.map { JSONText.list($0.map(\.rawValue)) }, query.to, query.by, query.state?.rawValue,
      query.since, query.limit, account?.rawValue, query.subject
    ) { MailJournalRow(row: $0) }.compactMap { $0 }  // a kind that a newer program wrote
  }

  package func retry(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState? {
    try write { db in
      let state = try Self.state(of: mail, at: now, db)
      guard state == .failed || state == .cancelled else { return state }
      try Prepared(
        "UPDATE mail SET state = 'waiting', due_at = ?, finished_at = NULL, bounces = NULL WHERE id = ?", on: db
      ).run(now, mail)
      return state
    }
  }

  package func cancel(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState? {
    try write { db in
      let state = try Self.state(of: mail, at: now, db)
      guard state == .waiting else { return state }
      try Prepared(
        "UPDATE mail SET state = 'cancelled', leased_until = NULL, finished_at = ? WHERE id = ?", on: db
      ).run(now, mail)
      return state
    }
  }

  private static func state(of mail: Mail.ID, at now: Date, _ db: Database) throws -> MailState? {
    let state = try Prepared(
      "SELECT iif(state = 'waiting' AND leased_until > ?1, 'sending', state) FROM mail WHERE id = ?2", on: db
    ).first(now, mail) { MailState(rawValue: $0.text(0)) }
    return state ?? nil
  }
}
