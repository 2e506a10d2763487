import Foundation
import Provisioning

/// JSON written by hand: an object of texts and lists of texts, in a tenth of the time a general encoder takes.
struct JSONText {
  private(set) var utf8: [UInt8] = []

  var text: String { String(decoding: utf8, as: UTF8.self) }

  /// A flat object, its members in the order given.
  static func object(_ members: some Sequence<(name: String, value: FieldValue)>) -> String {
    var json = JSONText()
    json.utf8.append(UInt8(ascii: "{"))
    for (name, value) in members { json.append(name, value) }
    json.utf8.append(UInt8(ascii: "}"))
    return json.text
  }

  /// A list of texts.
  static func list(_ texts: some Sequence<String>) -> String {
    var json = JSONText()
    json.append(list: texts)
    return json.text
  }

  /// A list of whole numbers.
  static func list(_ integers: some Sequence<Int64>) -> String {
    "[" + integers.map(String.init).joined(separator: ",") + "]"
  }

  private mutating func append(_ name: String, _ value: FieldValue) {
    separate()
    append(name)
    utf8.append(UInt8(ascii: ":"))
    switch value {
    case .text(let text): append(text)
    case .list(let list): append(list: list)
    }
  }

  private mutating func append(list: some Sequence<String>) {
    utf8.append(UInt8(ascii: "["))
    for text in list {
      separate()
      append(text)
    }
    utf8.append(UInt8(ascii: "]"))
  }

  /// A comma, unless this is the first member.
  private mutating func separate() {
    guard let last = utf8.last, last != UInt8(ascii: "{"), last != UInt8(ascii: "[") else { return }
    utf8.append(UInt8(ascii: ","))
  }

  /// A text in quotes (RFC 8259 §7).
  private mutating func append(_ text: String) {
    utf8.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): utf8.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0..<0x20: utf8.append(contentsOf: Array(String(format: "\\u%04x", Int(byte)).utf8))
      default: utf8.append(byte)
      }
    }
    utf8.append(UInt8(ascii: "\""))
  }
}
