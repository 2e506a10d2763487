import Foundation
import Provisioning

extension PostgreSQLStore {
  package func ties(of directory: String) throws(StoreError) -> TieIndex {
    try read { connection in
      guard let id = try connection.id(ofKnownDirectory: directory) else { return TieIndex([]) }
      // Of the accounts only those are read that are not as they were created: the few.
      return TieIndex(
        try Self.records(
          """
          SELECT key, digest, dn_hash, active_until, missing_since IS NOT NULL, is_secondary, account, account_revision,
            coalesce(account.revision, 1), coalesce(account.status = 'active', true)
          FROM tie
          LEFT JOIN account ON account.id = tie.account AND (account.revision <> 1 OR account.status <> 'active')
          WHERE directory = $1
          """, connection, id))
    }
  }

  package func ties(of directory: String, keys: Set<Digest128>) throws(StoreError) -> TieIndex {
    try read { connection in
      guard !keys.isEmpty, let id = try connection.id(ofKnownDirectory: directory) else { return TieIndex([]) }
      return TieIndex(
        try Self.records(
          """
          SELECT tie.key, digest, dn_hash, active_until, missing_since IS NOT NULL, is_secondary, account,
            account_revision, account.revision, account.status = 'active'
          FROM unnest($2) AS wanted (key)
          JOIN tie ON tie.directory = $1 AND tie.key = wanted.key
          JOIN account ON account.id = tie.account
          """, connection, id, Array(keys)))
    }
  }

  private static func records<each Value: PostgreSQLValue>(
    _ sql: StaticString, _ connection: PostgreSQLConnection, _ values: repeat each Value
  ) throws -> ContiguousArray<TieIndex.Record> {
    var records: ContiguousArray<TieIndex.Record> = []
    try connection.forEach(sql, repeat each values) { row in
      let record = TieIndex.Record(row: row, revision: row.integer(8), isActive: row.flag(9))
      if let record { records.append(record) }
    }
    return records
  }
}

extension PostgreSQLConnection {
  /// The ties of a directory that have one of the keys.
  func ties(_ keys: [Digest128], of directory: String, _ id: Int64) throws -> [Digest128: Tie] {
    var ties: [Digest128: Tie] = [:]
    try forEach(
      """
      SELECT tie.key, digest, account, account_revision, missing_since, active_until, is_secondary, anchor, dn, agreed,
        sync_id
      FROM unnest($2) AS wanted (key) JOIN tie ON tie.directory = $1 AND tie.key = wanted.key
      """, id, keys
    ) { row in
      if let key = row.digest(0) { ties[key] = Tie(row: row, of: directory) }
    }
    return ties
  }
}
