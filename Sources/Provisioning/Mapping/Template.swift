import Foundation

/// Text with attributes in it: `{sn} {givenName}`.
package struct Template: Equatable, Sendable {
  package enum Part: Equatable, Sendable {
    case text(String)
    case attribute(String)
  }

  package let parts: [Part]

  /// Nil when a brace is not closed, or holds no attribute name.
  package init?(_ text: String) {
    var parts: [Part] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      let name = rest[rest.index(after: open)..<close]
      guard AttributeDescription.isValid(name.utf8), !rest[..<open].contains("}") else { return nil }
      if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
      parts.append(.attribute(String(name)))
      rest = rest[rest.index(after: close)...]
    }
    guard !rest.contains("}") else { return nil }
    if !rest.isEmpty { parts.append(.text(String(rest))) }
    self.parts = parts
  }

  package var attributes: [String] {
    parts.compactMap { if case .attribute(let name) = $0 { name } else { nil } }
  }

  /// The text with the values put in, spaces around a missing one folded; nil when all are missing.
  package func text(_ value: (String) -> String?) -> String? {
    var result = ""
    var hasValue = false
    for part in parts {
      switch part {
      case .text(let text): result += text
      case .attribute(let name):
        guard let text = value(name) else { continue }
        hasValue = true
        result += text
      }
    }
    guard hasValue else { return nil }
    return result.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
  }
}
