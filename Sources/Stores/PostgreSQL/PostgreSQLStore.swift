import Foundation
import Provisioning

/// A store in a database of PostgreSQL, in a schema of its own.
///
/// Reads see one unchanging state (REPEATABLE READ). Writes are at READ COMMITTED and lock the accounts they rest on before they
/// compare revisions, so that what they saw stays true until they commit; see DECISIONS.
package final class PostgreSQLStore: Store, Sendable {
  let session: PostgreSQLSession
  /// By which name mails are leased to this process.
  let lessee = UUID().uuidString
  private let access: StoreAccess
  /// Whether somebody wants to stop; ends the statements of a run's commit.
  private let isInterrupted: @Sendable () -> Bool

  /// Opens a store, makes it if there is none and brings its schema up to date.
  ///
  /// - Parameters:
  ///   - patience: how many seconds to wait while somebody else writes.
  ///   - opensSealed: also one whose content was moved to another store.
  package init(
    _ settings: PostgreSQLSettings, access: StoreAccess, patience: Int = 30, opensSealed: Bool = false,
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws(StoreError) {
    session = PostgreSQLSession(settings, access: access, patience: patience)
    self.access = access
    self.isInterrupted = isInterrupted
    do {
      if access == .readWrite { try PostgreSQLSchema.bringUpToDate(session) }
    } catch {
      throw StoreError(error, in: session)
    }
    if access == .readWrite, !opensSealed, let seal = try seal() { throw seal }
  }

  /// Opens a store; where there is none yet, who only reads gets an empty one.
  package static func open(
    _ settings: PostgreSQLSettings, _ access: StoreAccess, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(StoreError) -> any Store & AccountRecords {
    let store = try PostgreSQLStore(settings, access: access, isInterrupted: isInterrupted)
    guard access == .readOnly else { return store }
    switch try store.schemaVersion() {
    case 0: return try SQLiteStore.empty(location: store.session.location)
    case PostgreSQLSchema.version:
      if let seal = try store.seal() { throw seal }
      return store
    case let found:
      throw .olderSchema(location: store.session.location, found: found, known: PostgreSQLSchema.version)
    }
  }

  /// 0 when there is no store in the database.
  func schemaVersion() throws(StoreError) -> Int {
    do {
      return try session.use { try PostgreSQLSchema.version($0, location: session.location) }
    } catch {
      throw StoreError(error, in: session)
    }
  }

  /// Reads from one unchanging state of the store.
  func read<Value>(_ body: (PostgreSQLConnection) throws -> Value) throws(StoreError) -> Value {
    do {
      return try session.transaction("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY") { connection in
        let value = try body(connection)
        try connection.run("COMMIT")
        return value
      }
    } catch {
      throw StoreError(error, in: session)
    }
  }

  /// Runs `body` in one transaction, which is undone when it throws or says so; again when another transaction came between.
  @discardableResult
  func write<Value>(
    undoing isUndone: (Value) -> Bool = { _ in false }, _ body: (PostgreSQLConnection) throws -> Value
  ) throws(StoreError) -> Value {
    do {
      for _ in 1...2 {
        do {
          return try writeOnce(undoing: isUndone, body)
        } catch let failure as PostgreSQLFailure where failure.isPassing {}
      }
      return try writeOnce(undoing: isUndone, body)
    } catch {
      throw StoreError(error, in: session)
    }
  }

  private func writeOnce<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (PostgreSQLConnection) throws -> Value
  ) throws -> Value {
    try session.transaction("BEGIN") { connection in
      let value = try body(connection)
      guard !isUndone(value) else {
        try connection.run("ROLLBACK")
        return value
      }
      let mark = UUID().uuidString
      try connection.run("INSERT INTO write_mark (id, at) VALUES ($1, now_ms())", mark)
      do {
        try connection.run("COMMIT")
      } catch let failure as PostgreSQLFailure where failure.isLost {
        try session.settle(mark, after: failure)
      }
      return value
    }
  }

  /// The same, ended when somebody wants to stop; the commit itself never is.
  func writeInterruptibly<Value>(
    undoing isUndone: (Value) -> Bool, _ body: (PostgreSQLConnection) throws -> Value
  ) throws(StoreError) -> Value {
    try write(undoing: isUndone) { connection in
      connection.isInterrupted = isInterrupted
      defer { connection.isInterrupted = { false } }
      return try body(connection)
    }
  }

  /// Runs `body` as the only run of this store. A dry run writes nothing and so excludes nobody.
  package func exclusively<Result>(as holder: Actor, at now: Date, _ body: () throws -> Result) throws -> Result {
    guard access == .readWrite else { return try body() }
    let name = "\(holder.name) (\(holder.origin), process \(getpid()) on \(ProcessInfo.processInfo.hostName))"
    var result: Result?
    var own: (any Error)?
    do {
      try session.hold(as: name, since: now) {
        do { result = try body() } catch { own = error }
      }
    } catch {
      throw StoreError(error, in: session)
    }
    if let result { return result }
    throw own ?? StoreError.interrupted
  }
}
