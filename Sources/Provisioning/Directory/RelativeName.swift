import Foundation

/// One step of a distinguished name: one attribute and value, or several joined by `+` in any order (RFC 4514 §2.2).
package struct RelativeName: Hashable, Sendable {
  /// As they were spelled.
  package let parts: [Part]

  package init(_ parts: [Part]) { self.parts = parts }

  package static func == (left: RelativeName, right: RelativeName) -> Bool { left.folded == right.folded }

  package func hash(into hasher: inout Hasher) { hasher.combine(folded) }

  private var folded: [String] {
    parts.count == 1 ? [parts[0].folded] : parts.map(\.folded).sorted()
  }

  /// One attribute and its value, escapes undone.
  package struct Part: Sendable {
    package let type: String
    package let value: String
    /// What is compared: made once, since a name is compared with every base.
    let folded: String

    package init(type: String, value: String) {
      self.type = type
      self.value = value
      folded = Self.fold(type: type) + "=" + Self.fold(value: value)
    }

    static func fold(type: String) -> String {
      let lower = type.lowercased()
      return names[lower.hasPrefix("oid.") ? String(lower.dropFirst(4)) : lower] ?? lower
    }

    /// The spaces of a value as RFC 4518 §2.6.1 has them: none at the ends, one between words.
    ///
    /// Composed and decomposed letters need no folding: strings compare by canonical equivalence.
    private static func fold(value: String) -> String {
      let lower = value.lowercased()
      guard lower.utf8.contains(UInt8(ascii: " ")) else { return lower }
      return lower.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }

    /// The types that RFC 4514 §3 lets be written both ways.
    private static let names = [
      "2.5.4.3": "cn", "2.5.4.7": "l", "2.5.4.8": "st", "2.5.4.10": "o", "2.5.4.11": "ou", "2.5.4.6": "c",
      "2.5.4.9": "street", "0.9.2342.19200300.100.1.25": "dc", "0.9.2342.19200300.100.1.1": "uid",
    ]
  }
}
