import Foundation

/// Reads JSON (RFC 8259) as `JSONText` writes it, member by member and in order: a report of a hundred thousand changes
/// is read again line by line.
package struct JSONReading {
  private let utf8: [UInt8]
  private var position = 0

  package init(_ text: String) { utf8 = Array(text.utf8) }

  /// Calls `body` with each name, which reads the value; nil at the first thing that is not an object.
  package mutating func object(_ body: (inout JSONReading, String) -> Void?) -> Void? {
    guard take("{") else { return nil }
    if take("}") { return () }
    repeat {
      guard let name = string(), take(":"), body(&self, name) != nil else { return nil }
    } while take(",")
    return take("}") ? () : nil
  }

  /// Calls `body` for each element, which reads it.
  package mutating func array(_ body: (inout JSONReading) -> Void?) -> Void? {
    guard take("[") else { return nil }
    if take("]") { return () }
    repeat { guard body(&self) != nil else { return nil } } while take(",")
    return take("]") ? () : nil
  }

  package mutating func string() -> String? {
    guard take("\"") else { return nil }
    let start = position
    while position < utf8.count, utf8[position] != UInt8(ascii: "\""), utf8[position] != UInt8(ascii: "\\") {
      position += 1
    }
    guard position < utf8.count else { return nil }
    if utf8[position] == UInt8(ascii: "\\") { return escaped(from: start) }
    defer { position += 1 }
    return String(decoding: utf8[start..<position], as: UTF8.self)
  }

  package mutating func integer() -> Int? {
    let start = position
    while position < utf8.count, (48...57).contains(utf8[position]) || utf8[position] == UInt8(ascii: "-") {
      position += 1
    }
    return Int(String(decoding: utf8[start..<position], as: UTF8.self))
  }

  /// A text, a list of texts, or `null`; nil outside is an error, nil inside is `null`.
  package mutating func fieldValue() -> FieldValue?? {
    if literal("null") { return .some(nil) }
    guard position < utf8.count, utf8[position] == UInt8(ascii: "[") else { return string().map { .some(.text($0)) } }
    var list: [String] = []
    let whole: Void? = array { reading in reading.string().map { list.append($0) } }
    return whole.map { .some(.list(list)) }
  }

  private mutating func literal(_ word: String) -> Bool {
    guard utf8[position...].starts(with: word.utf8) else { return false }
    position += word.utf8.count
    return true
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < utf8.count, utf8[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// `JSONText` escapes quotes, backslashes and controls alone, the latter as `\u00XX`.
  private mutating func escaped(from start: Int) -> String? {
    var bytes = Array(utf8[start..<position])
    while position < utf8.count, utf8[position] != UInt8(ascii: "\"") {
      if utf8[position] == UInt8(ascii: "\\") {
        guard let byte = escape() else { return nil }
        bytes.append(byte)
      } else {
        bytes.append(utf8[position])
        position += 1
      }
    }
    guard take("\"") else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func escape() -> UInt8? {
    guard position + 1 < utf8.count else { return nil }
    let sign = utf8[position + 1]
    guard sign == UInt8(ascii: "u") else {
      position += 2
      return sign
    }
    guard position + 5 < utf8.count else { return nil }
    defer { position += 6 }
    return UInt8(String(decoding: utf8[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16)
  }
}
