import Foundation

/// Reads the text form of a distinguished name (RFC 4514 §3, and the looser forms of RFC 2253 §4).
struct DistinguishedNameParser {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  /// Every relative name, or nil when the text is not a name.
  mutating func rdns() -> [RelativeName]? {
    skipSpaces()
    if isAtEnd { return [] }
    var rdns: [RelativeName] = []
    while true {
      guard let rdn = rdn() else { return nil }
      rdns.append(rdn)
      if isAtEnd { return rdns }
      guard take(",") || take(";") else { return nil }
    }
  }

  private mutating func rdn() -> RelativeName? {
    var parts: [RelativeName.Part] = []
    repeat {
      skipSpaces()
      guard let type = type(), take("="), let value = value() else { return nil }
      parts.append(RelativeName.Part(type: type, value: value))
    } while take("+")
    return RelativeName(parts)
  }

  private mutating func type() -> String? {
    let start = index
    while let byte = peek, byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || Self.isAlphanumeric(byte) {
      index += 1
    }
    let type = String(decoding: bytes[start..<index], as: UTF8.self)
    skipSpaces()
    return type.isEmpty ? nil : type
  }

  private mutating func value() -> String? {
    skipSpaces()
    switch peek {
    case UInt8(ascii: "#"): return hexValue()
    case UInt8(ascii: "\""): return quotedValue()
    default: return plainValue()
    }
  }

  private mutating func plainValue() -> String? {
    var value: [UInt8] = []
    var end = 0  // spaces at the end count only when escaped
    while let byte = peek, !",;+".utf8.contains(byte) {
      if byte == UInt8(ascii: "\\") {
        guard let escaped = escape() else { return nil }
        value.append(escaped)
        end = value.count
      } else {
        guard byte != UInt8(ascii: "\""), byte != 0 else { return nil }
        index += 1
        value.append(byte)
        if byte != UInt8(ascii: " ") { end = value.count }
      }
    }
    return String(decoding: value[..<end], as: UTF8.self)
  }

  private mutating func quotedValue() -> String? {
    index += 1
    var value: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: "\"") {
      if byte == UInt8(ascii: "\\") {
        guard let escaped = escape() else { return nil }
        value.append(escaped)
      } else {
        index += 1
        value.append(byte)
      }
    }
    guard take("\"") else { return nil }
    skipSpaces()
    return String(decoding: value, as: UTF8.self)
  }

  /// The encoded form `#04024869`; the text inside an element of a string type (X.690 §8.21), else the bytes.
  private mutating func hexValue() -> String? {
    index += 1
    var value: [UInt8] = []
    while let high = peek.flatMap(Self.hexDigit) {
      guard index + 1 < bytes.count, let low = Self.hexDigit(bytes[index + 1]) else { return nil }
      value.append(high << 4 | low)
      index += 2
    }
    guard !value.isEmpty else { return nil }
    skipSpaces()
    let isShortString =
      value.count >= 2 && [0x04, 0x0c, 0x13, 0x16].contains(value[0])
      && Int(value[1]) == value.count - 2 && value[1] < 0x80
    return String(decoding: isShortString ? value[2...] : value[...], as: UTF8.self)
  }

  /// One escaped byte: `\` and a special character, or `\` and two hexadecimal digits.
  private mutating func escape() -> UInt8? {
    guard index + 1 < bytes.count else { return nil }
    let first = bytes[index + 1]
    if let high = Self.hexDigit(first), index + 2 < bytes.count, let low = Self.hexDigit(bytes[index + 2]) {
      index += 3
      return high << 4 | low
    }
    guard " \"#+,;<=>\\".utf8.contains(first) else { return nil }
    index += 2
    return first
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }
  private var isAtEnd: Bool { index == bytes.count }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  private mutating func skipSpaces() {
    while peek == UInt8(ascii: " ") { index += 1 }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private static func hexDigit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    default: nil
    }
  }
}
