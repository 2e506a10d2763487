import Foundation
import Provisioning

/// Reads what `Responsable.json` writes, without a general decoder; and what a portal wrote by its own means, with one.
struct JSONFields {
  private let utf8: [UInt8]
  private var position = 0

  /// The members of a flat object; empty when the bytes are no object at all.
  static func members(of utf8: [UInt8]) -> [String: FieldValue] {
    guard utf8.count > 2 else { return [:] }
    var reader = JSONFields(utf8)
    return reader.object() ?? foreign(utf8)
  }

  private init(_ utf8: [UInt8]) { self.utf8 = utf8 }

  /// Nil at the first thing that is not ours: white space, an escape, a number.
  private mutating func object() -> [String: FieldValue]? {
    var members: [String: FieldValue] = [:]
    guard take("{") else { return nil }
    repeat {
      guard let name = text(), take(":"), let value = value() else { return nil }
      members[name] = value
    } while take(",")
    return take("}") && position == utf8.count ? members : nil
  }

  private mutating func value() -> FieldValue? {
    guard take("[") else { return text().map(FieldValue.text) }
    var list: [String] = []
    while !take("]") {
      guard list.isEmpty || take(","), let text = text() else { return nil }
      list.append(text)
    }
    return .list(list)
  }

  private mutating func text() -> String? {
    guard take("\"") else { return nil }
    let start = position
    while position < utf8.count, utf8[position] != UInt8(ascii: "\"") {
      guard utf8[position] != UInt8(ascii: "\\") else { return nil }
      position += 1
    }
    guard position < utf8.count else { return nil }
    defer { position += 1 }
    return String(decoding: utf8[start..<position], as: UTF8.self)
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard position < utf8.count, utf8[position] == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  /// Numbers and truth values become their text; what a field cannot hold is left out.
  private static func foreign(_ utf8: [UInt8]) -> [String: FieldValue] {
    // A portal may have written something that is no JSON: then there is no attribute to read.
    guard let object = try? JSONSerialization.jsonObject(with: Data(utf8)) as? [String: Any] else { return [:] }
    return object.compactMapValues { value in
      switch value {
      case let text as String: .text(text)
      case let list as [String]: .list(list)
      case let number as NSNumber: .text(number.stringValue)
      default: nil
      }
    }
  }
}
