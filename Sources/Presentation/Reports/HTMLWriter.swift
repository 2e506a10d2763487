import Foundation

/// The bytes of a page, tag by tag; every text that is not a tag of ours is escaped.
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  /// Hands the bytes over; what comes next follows on.
  mutating func tear() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Markup as it stands in the program.
  mutating func tag(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// A whole part of the page that stands in the program.
  mutating func trusted(_ part: [UInt8]) { bytes.append(contentsOf: part) }

  /// Text of any origin, harmless in content and in a quoted attribute.
  mutating func text(_ text: String) {
    var text = text
    let isPlain = text.withUTF8 { utf8 in
      guard TerminalText.plainWidth(utf8) != nil else { return false }
      append(utf8)
      return true
    }
    guard !isPlain else { return }
    var safe = TerminalText.safe(text)
    safe.withUTF8 { append($0) }
  }

  /// A figure of a drawing.
  mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

  /// A text between two tags.
  mutating func element(_ open: StaticString, _ text: String, _ close: StaticString) {
    tag(open)
    self.text(text)
    tag(close)
  }

  private mutating func append(_ utf8: UnsafeBufferPointer<UInt8>) {
    var start = 0
    for index in utf8.indices {
      guard let entity = Self.entity(utf8[index]) else { continue }
      bytes.append(contentsOf: utf8[start..<index])
      entity.withUTF8Buffer { bytes.append(contentsOf: $0) }
      start = index + 1
    }
    bytes.append(contentsOf: utf8[start...])
  }

  private static func entity(_ byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
