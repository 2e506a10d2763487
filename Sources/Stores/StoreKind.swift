import Provisioning

/// The kinds of store there are, from settings to one that is open.
package enum StoreKind: Equatable, Sendable {
  /// A file of SQLite. Its rights are brought to `permissions`; with nil a new one is its owner's alone, and one that
  /// is there stays as it is.
  case sqlite(path: String, permissions: UInt32? = nil)
  /// A database of PostgreSQL.
  case postgresql(PostgreSQLSettings)

  /// Opens the store.
  ///
  /// - Parameter isInterrupted: whether somebody wants to stop; ends what would take long.
  package func open(
    _ access: StoreAccess, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreError) -> any Store & AccountRecords {
    switch self {
    case .sqlite(let path, let permissions):
      try SQLiteStore(path: path, access: access, permissions: permissions)
    case .postgresql(let settings):
      try PostgreSQLStore.open(settings, access, isInterrupted: isInterrupted)
    }
  }
}
