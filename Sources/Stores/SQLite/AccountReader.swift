import Foundation
import GRDB
import Provisioning

/// Reads accounts by their ids, thousands at a time, with their ties and open tokens: three statements for all.
struct AccountReader {
  private let accounts: Prepared
  private let ties: Prepared
  private let tokens: Prepared

  init(_ db: Database) {
    accounts = Prepared(
      """
      SELECT account.id, revision, number, civility, last_name, first_name, email, mobile, attributes,
        status, inactive_reason, has_password, email_verified_at
      FROM json_each(?) AS wanted CROSS JOIN account ON account.id = wanted.value
      """, on: db)
    ties = Prepared(
      """
      SELECT tie.account, directory.name, tie.key, tie.is_secondary, tie.missing_since
      FROM json_each(?) AS wanted
      CROSS JOIN tie ON tie.account = wanted.value
      CROSS JOIN directory ON directory.id = tie.directory
      """, on: db)
    tokens = Prepared(
      """
      SELECT token.account, lower(trim(token.address))
      FROM json_each(?1) AS wanted
      CROSS JOIN token ON token.account = wanted.value
      WHERE token.used_at IS NULL AND token.revoked_at IS NULL
        AND (token.expires_at IS NULL OR token.expires_at > ?2)
      """, on: db)
  }

  /// The accounts that have these ids.
  ///
  /// - Parameter now: decides which tokens are still open.
  func accounts(_ ids: [Int64], at now: Date) throws -> [AccountID: Account] {
    var found: [AccountID: Account] = [:]
    for chunk in ids.chunks(of: SQLiteStore.keysPerStatement) {
      let wanted = JSONText.list(chunk)
      try accounts.forEach(wanted) { columns in
        found[AccountID(columns.integer(0))] = Account(row: columns)
      }
      try ties.forEach(wanted) { columns in
        guard let tie = AccountTie(row: columns) else { return }
        found[AccountID(columns.integer(0))]?.ties.append(tie)
      }
      try tokens.forEach(wanted, now) { columns in
        found[AccountID(columns.integer(0))]?.openTokenAddresses.append(columns.text(1))
      }
    }
    return found
  }
}
