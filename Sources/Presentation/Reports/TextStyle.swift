import Foundation

/// How a report is laid out and what it shows; who calls decides it from options, terminal and environment.
package struct TextStyle: Equatable, Sendable {
  /// Columns of the terminal; nil where lines may be as long as they are.
  package var width: Int?
  package var colours: Bool
  package var symbols: Symbols
  package var language: Language
  /// The portal's name, for a heading.
  package var portal: String
  /// The portal's own.
  package var timeZone: TimeZone
  /// Hides names, numbers, addresses and values.
  package var redact: Bool
  /// Shows anchors, bases and the people behind every figure.
  package var verbose: Bool
  /// What commands that are shown begin with; see `Language.wording(timeZone:redaction:program:)`.
  package var program: String

  package init(
    width: Int? = nil, colours: Bool = false, symbols: Symbols = .unicode, language: Language = .fr,
    portal: String = "", timeZone: TimeZone = .gmt, redact: Bool = false, verbose: Bool = false,
    program: String = "navette"
  ) {
    self.width = width
    self.colours = colours
    self.symbols = symbols
    self.language = language
    self.portal = portal
    self.timeZone = timeZone
    self.redact = redact
    self.verbose = verbose
    self.program = program
  }

  package var wording: any Wording {
    language.wording(timeZone: timeZone, redaction: redact ? .on : .off, program: program)
  }
}
