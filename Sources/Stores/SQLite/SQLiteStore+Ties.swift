import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func ties(of directory: String) throws(StoreError) -> TieIndex {
    try read { db in
      guard let id = try DirectoryNames(db).known(directory) else { return TieIndex([]) }
      let changed = try Self.changedAccounts(db)
      var records: ContiguousArray<TieIndex.Record> = []
      records.reserveCapacity(try Self.count(id, db))
      try Prepared(
        """
        SELECT key, digest, dn_hash, active_until, missing_since IS NOT NULL, is_secondary, account, account_revision
        FROM tie WHERE directory = ? ORDER BY key
        """, on: db
      ).forEach(id) { columns in
        let account = changed[columns.integer(6)] ?? .asCreated
        let record = TieIndex.Record(row: columns, revision: account.revision, isActive: account.isActive)
        if let record { records.append(record) }
      }
      return TieIndex(records)
    }
  }

  package func ties(of directory: String, keys: Set<Digest128>) throws(StoreError) -> TieIndex {
    try read { db in
      guard !keys.isEmpty, let id = try DirectoryNames(db).known(directory) else { return TieIndex([]) }
      var records: ContiguousArray<TieIndex.Record> = []
      let statement = try Prepared(Self.byKey, on: db)
      for chunk in Array(keys).chunks(of: Self.keysPerStatement) {
        try statement.forEach(chunk.flatMap(\.bytes), id) { columns in
          let record = TieIndex.Record(row: columns, revision: columns.integer(8), isActive: columns.flag(9))
          if let record { records.append(record) }
        }
      }
      return TieIndex(records)
    }
  }

  /// The keys come as one BLOB, sixteen bytes each, which the first table cuts up.
  static let byKey: StaticString = """
    WITH RECURSIVE wanted (position) AS (
      SELECT 1 WHERE length(?1) > 0 UNION ALL SELECT position + 16 FROM wanted WHERE position + 16 < length(?1)
    )
    SELECT tie.key, tie.digest, tie.dn_hash, tie.active_until, tie.missing_since IS NOT NULL, tie.is_secondary,
      tie.account, tie.account_revision, account.revision, account.status = 'active'
    FROM wanted
    CROSS JOIN tie ON tie.directory = ?2 AND tie.key = substr(?1, wanted.position, 16)
    CROSS JOIN account ON account.id = tie.account
    """

  /// The two things of an account that a tie is compared with.
  private struct AccountState {
    let revision: Int64
    let isActive: Bool

    static let asCreated = AccountState(revision: 1, isActive: true)
  }

  /// All accounts that are not as they were created: the few, so that the many need not be read.
  private static func changedAccounts(_ db: Database) throws -> [Int64: AccountState] {
    var changed: [Int64: AccountState] = [:]
    try Prepared(
      "SELECT id, revision, status = 'active' FROM account WHERE revision <> 1 OR status <> 'active'", on: db
    ).forEach { columns in
      changed[columns.integer(0)] = AccountState(revision: columns.integer(1), isActive: columns.flag(2))
    }
    return changed
  }

  private static func count(_ directory: Int64, _ db: Database) throws -> Int {
    Int(try Prepared("SELECT count(*) FROM tie WHERE directory = ?", on: db).first(directory) { $0.integer(0) } ?? 0)
  }
}
