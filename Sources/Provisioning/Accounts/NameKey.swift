import Foundation

/// A last and a first name in the form in which two spellings of one name are equal: no case, no accents, no
/// punctuation, one space between words.
package struct NameKey: Hashable, Sendable {
  package let text: String

  package init?(lastName: String?, firstName: String?) {
    guard let lastName, let firstName else { return nil }
    text = Self.fold(lastName) + "|" + Self.fold(firstName)
  }

  /// Text as names are compared: `L'Éveillé-Dupont` and `leveille dupont` stay apart only in their apostrophe.
  package static func fold(_ text: String) -> String {
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
