import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func ties(of directory: String) throws(StoreError) -> TieIndex {
    try read { db in
      guard let id = try DirectoryNames(db).known(directory) else { return TieIndex([]) }
      let exceptions = try Self.exceptions(db)
      var records: ContiguousArray<TieIndex.Record> = []
      records.reserveCapacity(try Self.count(id, db))
      try Prepared(
        """
        SELECT key, digest, dn_hash, active_until, missing_since IS NOT NULL, is_secondary, account, account_revision
        FROM tie WHERE directory = ? ORDER BY key
        """, on: db
      ).forEach(id) { columns in
        let account = exceptions[columns.integer(6)]
        let record = TieIndex.Record(
          row: columns, revision: account?.revision ?? columns.integer(7), isActive: account?.isActive ?? true)
        if let record { records.append(record) }
      }
      return TieIndex(records)
    }
  }

  package func ties(of directory: String, keys: Set<Digest128>) throws(StoreError) -> TieIndex {
    try read { db in
      guard !keys.isEmpty, let id = try DirectoryNames(db).known(directory) else { return TieIndex([]) }
      var records: ContiguousArray<TieIndex.Record> = []
      let statement = Prepared(Self.byKey, on: db)
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
  }

  /// All accounts that are not active, or were written since one of their ties was: the few, so that the many need not be
  /// read.
  private static func exceptions(_ db: Database) throws -> [Int64: AccountState] {
    var exceptions: [Int64: AccountState] = [:]
    try Prepared(Self.exceptional, on: db).forEach { columns in
      exceptions[columns.integer(0)] = AccountState(revision: columns.integer(1), isActive: columns.flag(2))
    }
    return exceptions
  }

  static let exceptional: StaticString = """
    SELECT id, revision, 0 FROM account INDEXED BY account_inactive WHERE status = 'inactive'
    UNION ALL SELECT account.id, account.revision, 1 FROM edited CROSS JOIN account ON account.id = edited.account
      WHERE account.status = 'active'
    """

  /// But for those that are secondary.
  private static func count(_ directory: Int64, _ db: Database) throws -> Int {
    Int(try Prepared("SELECT ties FROM directory WHERE id = ?", on: db).first(directory) { $0.integer(0) } ?? 0)
  }
}
