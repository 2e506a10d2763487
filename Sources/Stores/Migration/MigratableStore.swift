import Foundation
import Provisioning

/// A store that can be copied whole, or be filled with a copy.
protocol MigratableStore: AccountStore {
  var location: String { get }

  /// A process that is connected besides this one, which may write as soon as it is let; nil when there is none.
  func anotherProcess() throws(StoreError) -> Int?

  /// Reads all of it while nobody may write; what `body` writes is undone when it throws or `isUndone` says so of its value.
  func readOut<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (any StoreContent) throws -> Value
  ) throws(StoreError) -> Value

  /// Fills it in one transaction, which is undone when `body` throws or `isUndone` says so of its value.
  func fill<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (inout any StoreContent) throws -> Value
  ) throws(StoreError) -> Value
}

extension SQLiteStore: MigratableStore {
  /// Was asked before the file was opened, see `FileUsers`.
  func anotherProcess() -> Int? { nil }

  func readOut<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (any StoreContent) throws -> Value
  ) throws(StoreError) -> Value {
    try write(undoing: isUndone) { try body(SQLiteContent($0, location: location)) }
  }

  func fill<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (inout any StoreContent) throws -> Value
  ) throws(StoreError) -> Value {
    try write(undoing: isUndone) { db in
      var content: any StoreContent = SQLiteContent(db, location: location)
      return try body(&content)
    }
  }
}

extension PostgreSQLStore: MigratableStore {
  var location: String { session.location }

  func anotherProcess() throws(StoreError) -> Int? {
    do {
      return try session.use { try session.anotherProcess($0) }
    } catch {
      throw StoreError(error, in: session)
    }
  }

  func readOut<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (any StoreContent) throws -> Value
  ) throws(StoreError) -> Value {
    try write(undoing: isUndone) { connection in
      let content = PostgreSQLContent(connection)
      try content.shut()
      return try body(content)
    }
  }

  func fill<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (inout any StoreContent) throws -> Value
  ) throws(StoreError) -> Value {
    try writeInterruptibly(undoing: isUndone) { connection in
      let opened = PostgreSQLContent(connection)
      try opened.shut()
      var content: any StoreContent = opened
      return try body(&content)
    }
  }
}
