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

  /// The same for text of letters before U+0180, as nearly all names are; nil for any other. A first run folds all names.
  private static func plain(_ text: String) -> String? {
    var result: [UInt8] = []
    result.reserveCapacity(text.utf8.count + 8)
    var pendingSpace = false
    for scalar in text.unicodeScalars {
      guard scalar.value < latin.count else { return nil }
      let folded = latin[Int(scalar.value)]
      if folded.isEmpty {
        pendingSpace = true
      } else {
        if pendingSpace && !result.isEmpty { result.append(UInt8(ascii: " ")) }
        pendingSpace = false
        result.append(contentsOf: folded)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What each of these becomes; nothing where it only parts words. None of them combines with another.
  private static let latin: [[UInt8]] = (0..<0x180).map { value in
    Unicode.Scalar(UInt32(value)).map { Array(general(String(Character($0))).utf8) } ?? []
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
}
