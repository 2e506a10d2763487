import GRDB

/// A way to a file of SQLite: one that writes, one that cannot.
protocol SQLiteConnection: Sendable {
  /// Reads from one unchanging state.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value

  /// Runs `body` in one transaction; undone when it throws, or when `isUndone` says so of its value.
  func write<Value>(undoing isUndone: (Value) -> Bool, _ body: (Database) throws -> Value) throws -> Value
}

extension Configuration {
  /// What every connection of ours has in common.
  static func navette(patience: Int) -> Configuration {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Double(patience))
    configuration.prepareDatabase { db in
      // 64 MB at most, and only when used: a first sync's pages stay in memory until they are written once.
      try db.execute(sql: "PRAGMA page_size = 8192; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY")
    }
    return configuration
  }
}
