import GRDBSQLite

/// Memory in which the texts and bytes of one execution stand, so that SQLite need not allocate a copy of each: a first
/// sync binds four million values.
final class Scratch {
  private static let capacity = 16_384
  private let memory = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
  private var used = 0

  deinit { memory.deallocate() }

  /// Tells SQLite that the bytes stay where they are (`SQLITE_STATIC`), or to copy them before the call returns
  /// (`SQLITE_TRANSIENT`): macros that Swift cannot see.
  private static let stays: sqlite3_destructor_type? = nil
  private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

  /// Forgets what it holds: the statement has run.
  func clear() { used = 0 }

  /// Where SQLite finds the bytes, and for how long; never without an address, which would mean NULL.
  func keep(_ bytes: UnsafeRawBufferPointer) -> (UnsafeRawPointer, sqlite3_destructor_type?) {
    guard let source = bytes.baseAddress else { return (UnsafeRawPointer(memory), Self.copied) }
    guard used + bytes.count <= Self.capacity else { return (source, Self.copied) }
    let place = memory + used
    place.copyMemory(from: source, byteCount: bytes.count)
    used += bytes.count
    return (UnsafeRawPointer(place), Self.stays)
  }
}
