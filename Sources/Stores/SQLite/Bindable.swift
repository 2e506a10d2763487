import Foundation
import GRDBSQLite
import Provisioning

/// A value that can stand for a `?` of a statement.
protocol Bindable {
  /// Binds the value at a position, counted from one, and says what SQLite answered.
  ///
  /// - Parameter scratch: where texts and bytes may stand until the statement has run.
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32
}

extension Int64: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    sqlite3_bind_int64(statement, index, self)
  }
}

extension Int: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    Int64(self).bind(to: statement, at: index, scratch)
  }
}

extension Bool: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    sqlite3_bind_int(statement, index, self ? 1 : 0)
  }
}

extension String: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    var text = self
    return text.withUTF8 { utf8 in
      let (start, lifetime) = scratch.keep(UnsafeRawBufferPointer(utf8))
      return sqlite3_bind_text(
        statement, index, start.assumingMemoryBound(to: CChar.self), Int32(utf8.count), lifetime)
    }
  }
}

/// Bytes are kept as a BLOB.
extension [UInt8]: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    withUnsafeBytes { bytes in
      let (start, lifetime) = scratch.keep(bytes)
      return sqlite3_bind_blob(statement, index, start, Int32(bytes.count), lifetime)
    }
  }
}

/// Sixteen bytes in network order, so that SQLite sorts keys as the rules do.
extension Digest128: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { bytes in
      let (start, lifetime) = scratch.keep(bytes)
      return sqlite3_bind_blob(statement, index, start, 16, lifetime)
    }
  }
}

/// Milliseconds since 1970.
extension Date: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    milliseconds.bind(to: statement, at: index, scratch)
  }
}

extension Optional: Bindable where Wrapped: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    switch self {
    case .some(let value): value.bind(to: statement, at: index, scratch)
    case .none: sqlite3_bind_null(statement, index)
    }
  }
}
