import Foundation
import Provisioning

/// What an import would bring in, before it does.
package struct ImportText {
  private let review: ImportReview
  private let file: String
  private let style: TextStyle
  private let words: any Wording

  /// People shown as a sample, and warnings of one kind that are written out.
  static let shown = 5

  package init(_ review: ImportReview, file: String, style: TextStyle) {
    self.review = review
    self.file = file
    self.style = style
    words = style.wording
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var page = Page(style)
    page.line(words.summarise(review, file: file).text, .bold)
    if !review.accounts.isEmpty { people(&page) }
    if !review.warnings.isEmpty { page.line() }
    let some = review.warnings.prefix(Self.shown)
    for warning in some { item(words.say(warning), &page) }
    let rest = review.warnings.count - some.count
    if rest > 0 { page.line("\(style.symbols.ellipsis) +\(words.figures.number(rest))", .dim, indent: 2) }
    try sink(page.tear())
  }

  private func people(_ page: inout Page) {
    page.line()
    let some = review.accounts.prefix(Self.shown).map(\.responsable)
    let rows = some.map { person in
      [person.number ?? style.symbols.ellipsis, person.displayName, person.email ?? words.say(.nothing)]
        .map(style.wording.redaction.value).map(TerminalText.safe)
    }
    let widths = (0..<3).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    for row in rows {
      let cells = zip(row, widths).map { $0 + String(repeating: " ", count: max(0, $1 - DisplayWidth.of($0))) }
      page.line([.init(cells.joined(separator: "  ").trimmingCharacters(in: .whitespaces))], indent: 2, .cut)
    }
    let rest = review.accounts.count - some.count
    if rest > 0 { page.line("\(style.symbols.ellipsis) +\(words.figures.number(rest))", .dim, indent: 2) }
  }

  private func item(_ text: String, _ page: inout Page) {
    page.line([.init("! ", .yellow), .init(text)], indent: 0, .wrap(hanging: 2))
  }
}
