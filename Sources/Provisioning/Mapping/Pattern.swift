import Foundation

/// A regular expression, read once; two are equal when their texts are.
package struct Pattern: Equatable, Sendable {
  package let text: String
  private let compiled: Compiled

  /// `NSRegularExpression` never changes once made and may be used from any thread, as its documentation says.
  private final class Compiled: @unchecked Sendable {
    let expression: NSRegularExpression

    init(_ expression: NSRegularExpression) { self.expression = expression }
  }

  /// Nil when the text is not a regular expression.
  package init?(_ text: String) {
    // The error says no more than that the text is none.
    guard let expression = try? NSRegularExpression(pattern: text) else { return nil }
    self.text = text
    compiled = Compiled(expression)
  }

  package static func == (left: Pattern, right: Pattern) -> Bool { left.text == right.text }

  /// Whether the pattern is found anywhere in the text.
  package func isFound(in text: String) -> Bool {
    compiled.expression.firstMatch(in: text, range: Self.whole(text)) != nil
  }

  /// The text with every occurrence replaced; `$1` stands for the first group.
  package func replacing(in text: String, with replacement: String) -> String {
    compiled.expression.stringByReplacingMatches(in: text, range: Self.whole(text), withTemplate: replacement)
  }

  private static func whole(_ text: String) -> NSRange { NSRange(location: 0, length: text.utf16.count) }
}
