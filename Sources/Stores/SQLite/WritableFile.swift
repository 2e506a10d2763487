import Foundation
import GRDB
import Provisioning

/// A store's file that is read and written, by one connection: what a run has looked at is in memory when it writes.
struct WritableFile: SQLiteConnection {
  private let queue: DatabaseQueue

  /// Opens the file, makes it if there is none, and brings its schema up to date.
  init(path: String, patience: Int, rights: FileRights) throws {
    try Self.make(path, rights)
    for companion in ["-wal", "-shm"] { rights.apply(to: path + companion) }
    queue = try DatabaseQueue(path: path, configuration: .navette(patience: patience))
    try queue.writeWithoutTransaction { db in
      // Not by GRDB, which chooses NORMAL for write-ahead logs, and makes a table and drops it at each opening.
      try Self.keepLog(db)
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try Schema.bringUpToDate(db, location: path)
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try queue.read(body) }

  func write<Value>(undoing isUndone: (Value) -> Bool, _ body: (Database) throws -> Value) throws -> Value {
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "BEGIN IMMEDIATE")
      do {
        let value = try body(db)
        if !isUndone(value) { try db.execute(sql: "COMMIT") }
        if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
        return value
      } catch {
        // SQLite may have undone the transaction already, when the disk is full for one.
        if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
        throw error
      }
    }
  }

  /// The file remembers it; a file system that cannot share memory between processes keeps another journal.
  private static func keepLog(_ db: Database) throws {
    let mode = try Prepared("PRAGMA journal_mode = WAL", on: db).first { $0.text(0) }
    guard mode == "wal" else { throw DatabaseError(message: "no write-ahead log here, but \(mode ?? "nothing")") }
  }

  /// Makes an empty file that has its permissions from the first moment; SQLite gives its companions the same.
  private static func make(_ path: String, _ rights: FileRights) throws {
    let file = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      try explain(path)
      return rights.apply(to: path)
    }
    defer { close(file) }
    rights.give(to: file)
    rights.hand(file, at: path)
  }

  /// A file that is there is what we want; anything else is an error that SQLite would only call "unable to open".
  private static func explain(_ path: String) throws {
    guard errno != EEXIST else { return }
    let detail = String(cString: strerror(errno))
    if errno == ENOSPC || errno == EROFS || errno == EDQUOT {
      throw StoreError.notWritable(location: path, detail: detail)
    }
    throw StoreError.unreachable(location: path, detail: detail)
  }
}
