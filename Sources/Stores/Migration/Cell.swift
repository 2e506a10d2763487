import Provisioning

/// A value of a row on its way from one store to another.
enum Cell: Equatable {
  case null
  /// A number, a truth value, a moment.
  case integer(Int64)
  /// UTF-8 without NUL, which PostgreSQL cannot keep.
  case text([UInt8])
  case bytes([UInt8])
  case list([String])

  /// A text that every kind of store can keep: the sign for NUL (U+2400) stands for it, and U+FFFD for what is no character.
  static func text(cleaning bytes: [UInt8]) -> Cell {
    if bytes.allSatisfy({ $0 > 0 && $0 < 0x80 }) { return .text(bytes) }
    return .text(Array(String(decoding: bytes, as: UTF8.self).replacing("\0", with: "\u{2400}").utf8))
  }

  /// Appends the value in a text that does not depend on the kind of store, and is no other value's.
  func write(to text: inout [UInt8]) {
    switch self {
    case .null: text.append(UInt8(ascii: "-"))
    case .integer(let number):
      text.append(UInt8(ascii: "i"))
      text += Array(String(number).utf8)
    case .text(let bytes): Self.write("t", bytes, to: &text)
    case .bytes(let bytes): Self.write("b", bytes, to: &text)
    case .list(let texts):
      text += Array("l\(texts.count)".utf8)
      for item in texts { Self.write("t", Array(item.utf8), to: &text) }
    }
    text.append(UInt8(ascii: ";"))
  }

  private static func write(_ kind: String, _ bytes: [UInt8], to text: inout [UInt8]) {
    text += Array("\(kind)\(bytes.count):".utf8)
    text += bytes
  }
}
