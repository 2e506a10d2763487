import Foundation
import GRDBSQLite
import Provisioning

/// The columns of the row a statement stands on, read by position from zero. Valid until the next row.
struct Columns: ResultRow, ~Copyable {
  private let statement: OpaquePointer

  init(of statement: OpaquePointer) { self.statement = statement }

  /// The classes in which SQLite stores values; https://www.sqlite.org/datatype3.html.
  enum Storage { case null, integer, real, text, blob }

  func storage(_ index: Int32) -> Storage {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: .integer
    case SQLITE_FLOAT: .real
    case SQLITE_TEXT: .text
    case SQLITE_BLOB: .blob
    default: .null
    }
  }

  func isNull(_ index: Int32) -> Bool { sqlite3_column_type(statement, index) == SQLITE_NULL }

  func integer(_ index: Int32) -> Int64 { sqlite3_column_int64(statement, index) }

  func flag(_ index: Int32) -> Bool { sqlite3_column_int64(statement, index) != 0 }

  func optionalText(_ index: Int32) -> String? {
    guard let start = sqlite3_column_text(statement, index) else { return nil }
    let count = Int(sqlite3_column_bytes(statement, index))
    return String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  }

  /// The bytes of a BLOB or a text.
  func bytes(_ index: Int32) -> [UInt8] {
    guard let start = sqlite3_column_blob(statement, index) else { return [] }
    return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(statement, index))))
  }

  /// Sixteen bytes in network order; nil for NULL and any other length.
  func digest(_ index: Int32) -> Digest128? {
    guard let start = sqlite3_column_blob(statement, index), sqlite3_column_bytes(statement, index) == 16 else {
      return nil
    }
    return Digest128(
      high: UInt64(bigEndian: start.loadUnaligned(as: UInt64.self)),
      low: UInt64(bigEndian: start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
  }
}
