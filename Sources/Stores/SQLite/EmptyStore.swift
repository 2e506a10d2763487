import GRDB
import Provisioning

/// What a dry run reads where there is no store yet: the schema, in memory, and nothing in it.
struct EmptyStore: SQLiteConnection {
  private let queue: DatabaseQueue

  init() throws {
    queue = try DatabaseQueue()
    try queue.writeWithoutTransaction { try Schema.bringUpToDate($0, location: ":memory:") }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try queue.read(body) }

  func write<Value>(undoing isUndone: (Value) -> Bool, _ body: (Database) throws -> Value) throws -> Value {
    throw StoreError.notWritable(location: ":memory:", detail: "opened to read only")
  }
}
