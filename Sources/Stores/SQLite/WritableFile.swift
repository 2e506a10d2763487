import Foundation
import GRDB
import Provisioning

/// A store's file that is read and written.
struct WritableFile: SQLiteConnection {
  private let pool: DatabasePool

  /// Opens the file, makes it if there is none, and brings its schema up to date.
  init(path: String, patience: Int, rights: FileRights) throws {
    try Self.make(path, rights)
    for companion in ["-wal", "-shm"] { rights.apply(to: path + companion) }
    pool = try DatabasePool(path: path, configuration: .navette(patience: patience))
    try pool.writeWithoutTransaction { db in
      // After GRDB, which chooses NORMAL for write-ahead logs.
      try db.execute(sql: "PRAGMA synchronous = FULL")
      try Schema.bringUpToDate(db, location: path)
    }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try pool.read(body) }

  func write<Value>(undoing isUndone: (Value) -> Bool, _ body: (Database) throws -> Value) throws -> Value {
    try pool.writeWithoutTransaction { db in
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
