import Foundation
import GRDB
import Provisioning
import Synchronization

/// A store's file that a dry run reads: not a byte of it, and no file beside it, is written.
///
/// SQLite makes a `-wal` and a `-shm` beside a write-ahead file even to read it. So a file that has no log is opened as
/// immutable, which touches nothing but takes no locks either: after every read we look whether somebody changed the
/// file meanwhile, and if so read again. A file with a log is read with it, by the `-shm` that is there; without one, from a
/// copy.
final class ReadOnlyFile: SQLiteConnection {
  private struct Opened {
    let queue: DatabaseQueue
    let stamp: FileStamp?
    var copy: StoreCopy?
  }

  private let path: String
  private let patience: Int
  private let opened: Mutex<Opened>

  /// How often a read is tried again when the file keeps changing under it.
  private static let attempts = 20

  private init(path: String, patience: Int) throws {
    self.path = path
    self.patience = patience
    opened = Mutex(try Self.open(path, patience: patience))
  }

  /// The file, or an empty store in memory when there is none.
  static func open(path: String, patience: Int) throws -> any SQLiteConnection {
    guard let stamp = FileStamp(of: path), stamp.size > 0 else { return try EmptyStore() }
    let file = try ReadOnlyFile(path: path, patience: patience)
    try file.read { db in
      let found = try Schema.check(db, location: path)
      guard found == Schema.version else {
        throw StoreError.olderSchema(location: path, found: found, known: Schema.version)
      }
    }
    return file
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    for _ in 1...Self.attempts {
      let current = opened.withLock { $0 }
      let result = Result { try current.queue.read(body) }
      // What was read while somebody wrote is worth nothing, be it a value or an error.
      if current.stamp == nil || current.stamp == FileStamp(of: path) { return try result.get() }
      try reopen()
    }
    throw StoreError.busy(location: path, seconds: patience)
  }

  func write<Value>(undoing isUndone: (Value) -> Bool, _ body: (Database) throws -> Value) throws -> Value {
    throw StoreError.notWritable(location: path, detail: "opened to read only")
  }

  private func reopen() throws {
    let fresh = try Self.open(path, patience: patience)
    opened.withLock { $0 = fresh }
  }

  private static func open(_ path: String, patience: Int) throws -> Opened {
    var configuration = Configuration.navette(patience: patience)
    if StoreCopy.isNeeded(for: path) {
      let copy = try StoreCopy(of: path)
      return Opened(queue: try DatabaseQueue(path: copy.path, configuration: configuration), stamp: nil, copy: copy)
    }
    configuration.readonly = true
    let stamp = FileStamp(of: path + "-wal") == nil ? FileStamp(of: path) : nil
    // https://www.sqlite.org/uri.html: "immutable", "readonly_shm"
    let parameters = stamp == nil ? "?mode=ro&readonly_shm=1" : "?mode=ro&immutable=1"
    let queue = try DatabaseQueue(path: uri(path) + parameters, configuration: configuration)
    return Opened(queue: queue, stamp: stamp)
  }

  private static func uri(_ path: String) -> String {
    let absolute = URL(fileURLWithPath: path).path
    let reserved = CharacterSet(charactersIn: "%?#").inverted
    return "file:" + (absolute.addingPercentEncoding(withAllowedCharacters: reserved) ?? absolute)
  }
}
