import Foundation
import GRDB
import Provisioning

/// Writes tokens, and revokes them.
struct TokenWriter {
  private let insertion: Prepared
  private let revocation: Prepared
  private let lookup: Prepared
  private let actor: Int64
  private let now: Date
  private let db: Database

  init(_ db: Database, by actor: Int64, at now: Date) throws {
    self.db = db
    self.actor = actor
    self.now = now
    insertion = try Prepared(
      """
      INSERT INTO token (hash, nonce, key_id, account, purpose, address, issued_at, life, actor)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: db)
    revocation = try Prepared(
      "UPDATE token SET revoked_at = ? WHERE account = ? AND used_at IS NULL AND revoked_at IS NULL", on: db)
    lookup = try Prepared("SELECT id FROM token WHERE hash = ?", on: db)
  }

  /// Writes a token and returns its number.
  func insert(_ token: TokenRow, of account: AccountID) throws -> Int64 {
    try insertion.run(
      token.hash, token.id, token.keyID, account.rawValue, token.purpose.rawValue, token.address, token.issuedAt,
      token.life, actor)
    return db.lastInsertedRowID
  }

  /// Revokes every open token of an account.
  func revoke(of account: AccountID) throws { try revocation.run(now, account.rawValue) }

  /// The number of a token that was written before.
  func number(of hash: String) throws -> Int64? { try lookup.first(hash) { $0.integer(0) } }
}
