import Foundation
import Provisioning

private import CPostgres

/// A row of a result in the server's binary format.
struct PostgreSQLRow: ResultRow, ~Copyable {
  private let result: OpaquePointer
  private let row: Int32

  init(of result: OpaquePointer, row: Int32) {
    self.result = result
    self.row = row
  }

  func isNull(_ index: Int32) -> Bool { PQgetisnull(result, row, index) != 0 }

  /// Whole numbers of any width, and truth values.
  func integer(_ index: Int32) -> Int64 {
    let field = field(index)
    let isNegative = field.first.map { $0 >= 0x80 && field.count > 1 } ?? false
    return field.reduce(isNegative ? -1 : 0) { $0 << 8 | Int64($1) }
  }

  func flag(_ index: Int32) -> Bool { integer(index) != 0 }

  func optionalText(_ index: Int32) -> String? { isNull(index) ? nil : String(decoding: field(index), as: UTF8.self) }

  func bytes(_ index: Int32) -> [UInt8] { Array(field(index)) }

  func digest(_ index: Int32) -> Digest128? {
    let field = field(index)
    guard field.count == 16 else { return nil }
    let number = { (offset: Int) in
      UInt64(bigEndian: UnsafeRawBufferPointer(field).loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }
    return Digest128(high: number(0), low: number(8))
  }

  /// Empty for NULL.
  private func field(_ index: Int32) -> UnsafeBufferPointer<UInt8> {
    let count = Int(PQgetlength(result, row, index))
    guard count > 0, let start = PQgetvalue(result, row, index) else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: UnsafeRawPointer(start).assumingMemoryBound(to: UInt8.self), count: count)
  }
}
