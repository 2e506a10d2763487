import Foundation

extension Filter {
  /// Where the text of a filter stops being one, and what should have stood there.
  package struct SyntaxError: Error, Equatable, Sendable {
    /// Counted in bytes of UTF-8 from the start of the text.
    package let offset: Int
    package let expected: Expected

    package enum Expected: Equatable, Sendable, CaseIterable {
      case openParenthesis, closeParenthesis, attribute
      /// `=`, `>=`, `<=` or `~=`.
      case comparison
      /// One of the two rules for bits that are known here, then `:=`.
      case bitRule
      case integer
      /// A character that has to be written as `\\28` and the like.
      case escape
      case hexDigits
      /// The filter is over.
      case end
      /// Parentheses go too deep.
      case lessNesting
    }

    package init(offset: Int, expected: Expected) {
      self.offset = offset
      self.expected = expected
    }
  }
}
