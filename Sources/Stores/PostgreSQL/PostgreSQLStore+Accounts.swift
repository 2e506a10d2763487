import Foundation
import Provisioning

extension PostgreSQLConnection {
  /// The accounts that have these ids, with their ties and open tokens: three statements for all.
  ///
  /// - Parameter now: decides which tokens are still open.
  func accounts(_ ids: [Int64], at now: Date) throws -> [AccountID: Account] {
    var found: [AccountID: Account] = [:]
    try forEach(
      """
      SELECT id, revision, number, civility, last_name, first_name, email, mobile, attributes, status, inactive_reason,
        has_password, email_verified_at
      FROM account WHERE id = ANY ($1)
      """, ids
    ) { found[AccountID($0.integer(0))] = Account(row: $0) }
    try forEach(
      """
      SELECT tie.account, directory.name, tie.key, tie.is_secondary, tie.missing_since
      FROM tie JOIN directory ON directory.id = tie.directory
      WHERE tie.account = ANY ($1) ORDER BY tie.directory, tie.key
      """, ids
    ) { row in
      if let tie = AccountTie(row: row) { found[AccountID(row.integer(0))]?.ties.append(tie) }
    }
    try forEach(
      """
      SELECT account, email_key(address) FROM token
      WHERE account = ANY ($1) AND used_at IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $2)
      ORDER BY id
      """, ids, now
    ) { found[AccountID($0.integer(0))]?.openTokenAddresses.append($0.text(1)) }
    return found
  }
}

extension PostgreSQLStore {
  package func accounts(numbered numbers: [String], at now: Date) throws(StoreError) -> [Account] {
    try read { connection in
      let ids = try connection.all("SELECT id FROM account WHERE number = ANY ($1)", numbers) { $0.integer(0) }
      return try Self.accounts(ids, at: now, connection)
    }
  }

  package func accountsWithoutPassword(at now: Date) throws(StoreError) -> [Account] {
    try read { connection in
      let ids = try connection.all("SELECT id FROM account WHERE status = 'active' AND has_password = 0") {
        $0.integer(0)
      }
      return try Self.accounts(ids, at: now, connection)
    }
  }

  package func keyUses(at now: Date) throws(StoreError) -> [KeyUse] {
    try read { connection in
      // The open ones have an index of their own; those that expired are still in it.
      try connection.all(
        """
        SELECT key_id, count(*), count(*) FILTER (WHERE expires_at IS NULL) FROM token
        WHERE used_at IS NULL AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $1)
        GROUP BY key_id ORDER BY key_id
        """, now
      ) { KeyUse(keyID: $0.text(0), openTokens: Int($0.integer(1)), unsent: Int($0.integer(2))) }
    }
  }

  private static func accounts(
    _ ids: [Int64], at now: Date, _ connection: PostgreSQLConnection
  ) throws -> [Account] {
    try connection.accounts(ids, at: now).values.sorted { $0.id < $1.id }
  }
}
