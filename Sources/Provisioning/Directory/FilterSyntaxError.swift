import Foundation

extension Filter {
  /// Where the text of a filter stops being one, and what should have stood there.
  package struct SyntaxError: Error, Equatable, Sendable {
    /// Counted in bytes of UTF-8 from the start of the text.
    package let offset: Int
    package let expected: Expected

    package enum Expected: String, Equatable, Sendable {
      case openParenthesis = "an opening parenthesis"
      case closeParenthesis = "a closing parenthesis"
      case attribute = "the name of an attribute"
      case comparison = "=, >=, <= or ~="
      case bitRule = "the bit rule 1.2.840.113556.1.4.803 or 1.2.840.113556.1.4.804, then :="
      case integer = "an integer"
      case escape = "an escape: \\28 for a parenthesis, \\00 for NUL"
      case hexDigits = "two hexadecimal digits after the backslash"
      case end = "nothing more"
      case lessNesting = "fewer than 100 levels of nesting"
    }

    package init(offset: Int, expected: Expected) {
      self.offset = offset
      self.expected = expected
    }
  }
}
