import Provisioning

/// The kinds of store there are, from settings to one that is open.
package enum StoreKind: Equatable, Sendable {
  /// A file of SQLite; readable by its owner alone unless `permissions` says otherwise.
  case sqlite(path: String, permissions: UInt32 = 0o600)

  /// Opens the store.
  package func open(_ access: StoreAccess) throws(StoreError) -> any Store & AccountRecords {
    switch self {
    case .sqlite(let path, let permissions):
      try SQLiteStore(path: path, access: access, permissions: permissions)
    }
  }
}
