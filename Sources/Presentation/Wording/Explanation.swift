import Foundation

/// A fact in words, in three parts: what happened; where, or why; what to do.
package struct Explanation: Equatable, Sendable {
  package let what: String
  package let place: String?
  package let remedy: String?

  package init(_ what: String, _ place: String? = nil, _ remedy: String? = nil) {
    self.what = what
    self.place = place
    self.remedy = remedy
  }

  /// The parts there are, one line each.
  package var lines: [String] { [what, place, remedy].compactMap { $0 } }

  /// All of it on one line.
  package var text: String { lines.joined(separator: " ") }

  /// The same, with nothing in it that a terminal could misread.
  package var terminalText: String { TerminalText.safe(text) }
}
