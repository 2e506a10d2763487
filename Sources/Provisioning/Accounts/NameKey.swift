import Foundation

/// A last and a first name in the form in which two spellings of one name are equal: no case, no accents, no
/// punctuation, one space between words.
package struct NameKey: Hashable, Sendable {
  package let text: String

  package init?(lastName: String?, firstName: String?) {
    guard let lastName, let firstName else { return nil }
    text = Self.fold(lastName) + "|" + Self.fold(firstName)
  }

  /// Text as names are compared: `L'Éveillé-Dupont` becomes `l eveille dupont`.
  package static func fold(_ text: String) -> String { plain(text) ?? general(text) }

  /// The same for text of ASCII alone, as most names are; nil for any other. A first run folds all names.
  private static func plain(_ text: String) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count)
    var pendingSpace = false
    for byte in text.utf8 {
      switch byte {
      case 0x80...: return nil
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"):
        if pendingSpace && !result.isEmpty { result.append(UInt8(ascii: " ")) }
        pendingSpace = false
        result.append(byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte)
      default: pendingSpace = true
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func general(_ text: String) -> String {
    var result = ""
    var pendingSpace = false
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        if pendingSpace && !result.isEmpty { result.append(" ") }
        pendingSpace = false
        result.append(scalar.properties.lowercaseMapping)
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        pendingSpace = true
      }
    }
    return result
  }

  /// The same for text without accents, which most names are; nil for any other.
  private static func foldedASCII(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    var folded: [UInt8] = []
    folded.reserveCapacity(bytes.count)
    var pendingSpace = false
    for byte in bytes {
      switch byte {
      case 48...57, 97...122, 65...90:
        if pendingSpace && !folded.isEmpty { folded.append(0x20) }
        pendingSpace = false
        folded.append(byte >= 65 && byte <= 90 ? byte | 0x20 : byte)
      case 0..<128: pendingSpace = true
      default: return nil
      }
    }
    return String(decoding: folded, as: UTF8.self)
  }
}
