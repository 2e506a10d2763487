import Foundation
import Provisioning

/// A value that can stand for a `$1` of a statement, or in a row of COPY: the server's binary format serves both.
protocol PostgreSQLValue {
  /// The type the server knows it by (pg_type.oid), and that of a list of them.
  static var type: UInt32 { get }
  static var listType: UInt32 { get }

  /// Appends the value; false stands for NULL.
  func write(to bytes: inout [UInt8]) -> Bool
}

extension FixedWidthInteger {
  /// Appends the bytes in network order.
  func writeBytes(to bytes: inout [UInt8]) { withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0) } }
}

extension Int64: PostgreSQLValue {
  static var type: UInt32 { 20 }
  static var listType: UInt32 { 1016 }

  func write(to bytes: inout [UInt8]) -> Bool {
    writeBytes(to: &bytes)
    return true
  }
}

extension Int: PostgreSQLValue {
  static var type: UInt32 { Int64.type }
  static var listType: UInt32 { Int64.listType }

  func write(to bytes: inout [UInt8]) -> Bool { Int64(self).write(to: &bytes) }
}

extension Int16: PostgreSQLValue {
  static var type: UInt32 { 21 }
  static var listType: UInt32 { 1005 }

  func write(to bytes: inout [UInt8]) -> Bool {
    writeBytes(to: &bytes)
    return true
  }
}

extension Bool: PostgreSQLValue {
  static var type: UInt32 { 16 }
  static var listType: UInt32 { 1000 }

  func write(to bytes: inout [UInt8]) -> Bool {
    bytes.append(self ? 1 : 0)
    return true
  }
}

/// A text of PostgreSQL cannot hold NUL: its sign (U+2400) stands for it.
extension String: PostgreSQLValue {
  static var type: UInt32 { 25 }
  static var listType: UInt32 { 1009 }

  func write(to bytes: inout [UInt8]) -> Bool {
    var text = self
    text.withUTF8 { utf8 in
      if utf8.contains(0) {
        for byte in utf8 { if byte == 0 { bytes += [0xe2, 0x90, 0x80] } else { bytes.append(byte) } }
      } else {
        bytes.append(contentsOf: utf8)
      }
    }
    return true
  }
}

/// Bytes in network order, so that keys sort as the rules sort them.
extension Digest128: PostgreSQLValue {
  static var type: UInt32 { 17 }
  static var listType: UInt32 { 1001 }

  func write(to bytes: inout [UInt8]) -> Bool {
    high.writeBytes(to: &bytes)
    low.writeBytes(to: &bytes)
    return true
  }
}

/// Milliseconds since 1970.
extension Date: PostgreSQLValue {
  static var type: UInt32 { Int64.type }
  static var listType: UInt32 { Int64.listType }

  func write(to bytes: inout [UInt8]) -> Bool { milliseconds.write(to: &bytes) }
}

extension Optional: PostgreSQLValue where Wrapped: PostgreSQLValue {
  static var type: UInt32 { Wrapped.type }
  static var listType: UInt32 { Wrapped.listType }

  func write(to bytes: inout [UInt8]) -> Bool { self?.write(to: &bytes) ?? false }
}

/// A list is an array of one dimension.
extension Array: PostgreSQLValue where Element: PostgreSQLValue {
  static var type: UInt32 { Element.listType }
  static var listType: UInt32 { Element.listType }

  func write(to bytes: inout [UInt8]) -> Bool {
    for word in [isEmpty ? 0 : 1, 0, Int32(bitPattern: Element.type)] as [Int32] { word.writeBytes(to: &bytes) }
    guard !isEmpty else { return true }
    for word in [Int32(count), 1] as [Int32] { word.writeBytes(to: &bytes) }
    var fields = PostgreSQLFields()
    for element in self { fields.add(element) }
    bytes += fields.bytes
    return true
  }
}

/// Bytes as they are.
struct PostgreSQLBytes: PostgreSQLValue {
  static var type: UInt32 { 17 }
  static var listType: UInt32 { 1001 }

  let bytes: [UInt8]

  func write(to bytes: inout [UInt8]) -> Bool {
    bytes += self.bytes
    return true
  }
}
