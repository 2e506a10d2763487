import Foundation
import GRDB
import Provisioning

/// A store in a file of SQLite.
///
/// The journal is a write-ahead log, so that a portal reads while a run writes, and every commit reaches the disk
/// before it counts (`synchronous = FULL`): the links of a run that was undone by a power cut would already be in
/// people's mailboxes, and a mail whose acceptance was forgotten would leave twice. That costs one flush a commit.
package final class SQLiteStore: Store, Sendable {
  /// The file's path, as errors name it.
  let location: String
  /// How many seconds somebody else's write is waited for.
  let patience: Int
  /// By which name mails are leased to this process.
  let lessee = UUID().uuidString
  private let connection: any SQLiteConnection
  private let lock: StoreLock?

  /// Opens a store.
  ///
  /// - Parameters:
  ///   - access: with `.readOnly` a file that is missing is an empty store, and stays missing.
  ///   - patience: how many seconds to wait while somebody else writes.
  ///   - permissions: of the file, its companions and its lock; nil makes them 0600 and leaves those that are there.
  ///   - opensSealed: also one whose content was moved to another store.
  package init(
    path: String, access: StoreAccess, patience: Int = 30, permissions: UInt32? = nil, opensSealed: Bool = false
  ) throws(StoreError) {
    location = path
    self.patience = patience
    lock = access == .readOnly ? nil : StoreLock(path: path + ".lock", location: path, rights: FileRights(permissions))
    do {
      connection =
        switch access {
        case .readWrite: try WritableFile(path: path, patience: patience, rights: FileRights(permissions))
        case .readOnly: try ReadOnlyFile.open(path: path, patience: patience)
        }
    } catch {
      throw StoreError(error, location: path, patience: patience)
    }
    if !opensSealed, let seal = try seal() { throw seal }
  }

  private init(empty location: String) throws(StoreError) {
    self.location = location
    patience = 0
    lock = nil
    do {
      connection = try EmptyStore()
    } catch {
      throw StoreError(error, location: location, patience: patience)
    }
  }

  /// What who only reads gets where there is no store yet, of whatever kind: nothing is in it, and nothing is made.
  static func empty(location: String) throws(StoreError) -> SQLiteStore { try SQLiteStore(empty: location) }

  /// Reads from one unchanging state of the store. May call `body` again when the file changed under it.
  func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
    do {
      return try connection.read(body)
    } catch {
      throw StoreError(error, location: location, patience: patience)
    }
  }

  /// Runs `body` in one transaction, which is undone when it throws or says so.
  @discardableResult
  func write<Value>(
    undoing isUndone: (Value) -> Bool = { _ in false }, _ body: (Database) throws -> Value
  ) throws(StoreError) -> Value {
    do {
      return try connection.write(undoing: isUndone, body)
    } catch {
      throw StoreError(error, location: location, patience: patience)
    }
  }

  /// Runs `body` as the only run of this store. A dry run writes nothing and so excludes nobody.
  package func exclusively<Result>(as holder: Actor, at now: Date, _ body: () throws -> Result) throws -> Result {
    guard let lock else { return try body() }
    return try lock.hold(as: holder, at: now, body)
  }
}
