import Foundation

/// A French sentence as it is typed, turned into one as it is printed: no-break spaces and the real apostrophe.
///
/// Only the words written in the program are touched; a value that is put into them stays as it is.
struct FrenchText: ExpressibleByStringInterpolation {
  let text: String

  init(stringLiteral literal: String) { text = Self.typeset(literal) }

  init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

  private init(text: String) { self.text = text }

  static func + (left: FrenchText, right: FrenchText) -> FrenchText { FrenchText(text: left.text + right.text) }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }

    mutating func appendLiteral(_ literal: String) { text += FrenchText.typeset(literal) }

    mutating func appendInterpolation(_ value: some StringProtocol) { text += value }

    mutating func appendInterpolation(_ value: some BinaryInteger) { text += String(value) }
  }

  /// The no-break space before a colon and within guillemets, the narrow one before `;`, `!` and `?`
  /// (Lexique des règles typographiques en usage à l'Imprimerie nationale).
  private static func typeset(_ literal: String) -> String {
    var result = String.UnicodeScalarView()
    var waitsForSpace = false
    var held = false
    for scalar in literal.unicodeScalars {
      if held {
        held = false
        result.append(space(before: scalar))
      }
      switch scalar {
      case " " where waitsForSpace: result.append("\u{A0}")
      case " ": held = true
      case "'": result.append("\u{2019}")
      default: result.append(scalar)
      }
      waitsForSpace = scalar == "«"
    }
    if held { result.append(" ") }
    return String(result)
  }

  private static func space(before scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case ":", "»", "%": "\u{A0}"
    case ";", "!", "?": "\u{202F}"
    default: " "
    }
  }
}
