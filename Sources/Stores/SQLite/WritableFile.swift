import Foundation
import GRDB
import Provisioning

/// A store's file that is read and written, by one connection: what a run has looked at is in memory when it writes.
struct WritableFile: SQLiteConnection {
  private let queue: DatabaseQueue

  /// Opens the file, makes it if there is none, and brings its schema up to date.
  init(path: String, patience: Int, rights: FileRights) throws {
    try Self.make(path, rights, .navette(patience: patience))
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

  /// Makes an empty store that is whole, with its permissions and its write-ahead log, from the moment others see it.
  ///
  /// A file that SQLite has yet to give its log is refused at once to everybody while somebody, a portal say, looks into it.
  private static func make(_ path: String, _ rights: FileRights, _ configuration: Configuration) throws {
    guard access(path, F_OK) != 0 else { return rights.apply(to: path) }
    let draft = "\(path).new-\(UUID().uuidString)"
    let file = open(draft, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw fault(errno, at: path) }
    // What is taken away is only the name it was made under.
    defer { unlink(draft) }
    do {
      defer { close(file) }
      rights.give(to: file)
      rights.hand(file, at: path)
    }
    let queue = try DatabaseQueue(path: draft, configuration: configuration)
    try queue.inDatabase(Self.keepLog)
    try queue.close()
    // Somebody else made it meanwhile: theirs is as good.
    guard link(draft, path) == 0 || errno == EEXIST else { throw fault(errno, at: path) }
  }

  /// What SQLite would only call "unable to open".
  private static func fault(_ number: Int32, at path: String) -> StoreError {
    let detail = String(cString: strerror(number))
    return [ENOSPC, EROFS, EDQUOT].contains(number)
      ? .notWritable(location: path, detail: detail) : .unreachable(location: path, detail: detail)
  }
}
