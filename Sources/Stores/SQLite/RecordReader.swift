import Foundation
import GRDB
import Provisioning

/// Reads what is kept of one account beside its own row.
struct RecordReader {
  private let db: Database
  private let account: AccountID
  private let now: Date

  init(_ db: Database, account: AccountID, at now: Date) {
    self.db = db
    self.account = account
    self.now = now
  }

  func ties(_ known: [AccountTie]) throws -> [Tie] {
    let reader = TieReader(db)
    let names = DirectoryNames(db)
    return try known.sorted { $0.directory < $1.directory }.flatMap { tie -> [Tie] in
      guard let id = try names.known(tie.directory) else { return [] }
      return Array(try reader.ties([tie.key], of: tie.directory, id).values)
    }
  }

  func tokens() throws -> [TokenRecord] {
    try Prepared(
      """
      SELECT token.purpose, token.address, token.issued_at, token.expires_at, coalesce(token.used_at, token.revoked_at),
        CASE
          WHEN token.used_at IS NOT NULL THEN 'used'
          WHEN token.revoked_at IS NOT NULL THEN 'revoked'
          WHEN token.expires_at <= ?2 THEN 'expired'
          WHEN account.status <> 'active' THEN 'inactive'
          WHEN account.email_key IS NOT lower(trim(token.address)) THEN 'void'
          WHEN token.expires_at IS NULL THEN 'waiting'
          ELSE 'live'
        END,
        actor.kind, actor.name, actor.origin
      FROM token
      JOIN account ON account.id = token.account
      JOIN actor ON actor.id = token.actor
      WHERE token.account = ?1 ORDER BY token.id DESC
      """, on: db
    ).all(account.rawValue, now) { TokenRecord(row: $0) }
      .compactMap(\.self)  // a purpose that a newer program wrote
  }

  func journal() throws -> [JournalEntry] {
    try Prepared(
      """
      SELECT change.kind, change.reason, change.anchor, change.at, run.name, change.dn, change.detail,
        actor.kind, actor.name, actor.origin
      FROM change
      JOIN actor ON actor.id = change.actor
      LEFT JOIN run ON run.id = change.run
      WHERE change.account = ? ORDER BY change.id DESC
      """, on: db
    ).all(account.rawValue) { JournalEntry(row: $0) }
  }
}
