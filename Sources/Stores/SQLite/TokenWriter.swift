import Foundation
import GRDB
import Provisioning

/// Writes tokens, and revokes them.
struct TokenWriter {
  private let insertion: BulkInsertion
  private let revocation: Prepared
  private let lookup: Prepared
  private let last: Prepared
  private let actor: Int64
  private let now: Int64

  init(_ db: Database, by actor: Int64, at now: Int64) {
    self.actor = actor
    self.now = now
    insertion = BulkInsertion(
      into: "token (id, hash, nonce, key_id, account, purpose, address, issued_at, life, actor)", columns: 10, on: db)
    revocation = Prepared(
      "UPDATE token SET revoked_at = ? WHERE account = ? AND used_at IS NULL AND revoked_at IS NULL", on: db)
    last = Prepared("SELECT max(id) FROM token", on: db)
    lookup = Prepared("SELECT id FROM token WHERE hash = ?", on: db)
  }

  /// Writes the tokens of rows that have one, and returns their numbers, row by row.
  func insert(_ rows: some Collection<RowToWrite>) throws -> [Int64?] {
    var next = try last.first { $0.integer(0) } ?? 0
    let numbers = rows.map { item -> Int64? in
      guard item.row.token != nil else { return nil }
      next += 1
      return next
    }
    try insertion.insert(zip(rows, numbers).filter { $0.1 != nil }) { item, bindings in
      guard let token = item.0.row.token else { return }
      bindings.add(
        item.1, token.hash, token.id, token.keyID, item.0.row.id.rawValue, token.purpose.rawValue, token.address,
        token.issuedAt, token.life, actor)
    }
    return numbers
  }

  /// Revokes every open token of an account.
  func revoke(of account: AccountID) throws { try revocation.run(now, account.rawValue) }

  /// The number of a token that was written before.
  func number(of hash: String) throws -> Int64? { try lookup.first(hash) { $0.integer(0) } }
}
