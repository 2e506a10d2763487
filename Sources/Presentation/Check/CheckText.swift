import Foundation
import Provisioning

/// What `navette check` found, a line each, below what it belongs to.
package struct CheckText {
  private let findings: [Finding]
  private let style: TextStyle
  private let words: any Wording

  package init(_ findings: [Finding], style: TextStyle) {
    self.findings = findings
    self.style = style
    words = style.wording
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var page = Page(style)
    let labels = Set(findings.map { words.say($0.subject) })
    let column = (labels.map { DisplayWidth.of($0) }.max() ?? 0) + 2
    var heading: String?
    for finding in findings {
      let next = self.heading(of: finding)
      if next != heading {
        if heading != nil { page.line() }
        if !next.isEmpty { page.line(next, .bold) }
      }
      heading = next
      item(finding, column, &page)
    }
    page.line()
    let tally = Finding.Tally(findings)
    page.line(words.summarise(tally).text, tally.isGood ? .boldGreen : .boldRed)
    try sink(page.tear())
  }

  /// The directory and its server; nothing for what is of the whole.
  private func heading(of finding: Finding) -> String {
    [finding.directory, finding.server].compactMap(\.self).joined(separator: style.symbols.dot)
  }

  private func item(_ finding: Finding, _ column: Int, _ page: inout Page) {
    let explanation = words.explain(finding)
    let label = words.say(finding.subject)
    let gap = String(repeating: " ", count: max(1, column - DisplayWidth.of(label)))
    let indent = finding.directory == nil ? 0 : 2
    let hanging = indent + 2 + column
    page.line(
      [
        .init(style.symbols.sign(of: finding.verdict) + " ", .of(finding.verdict)), .init(label + gap, .dim),
        .init(explanation.what),
      ], indent: indent, .wrap(hanging: hanging))
    if let place = explanation.place { page.line(place, indent: hanging) }
    if let remedy = explanation.remedy { page.line(remedy, .bold, indent: hanging) }
    if let command = finding.command { page.line([.init(command, .dim)], indent: hanging, .unbroken) }
  }
}

extension Ink {
  static func of(_ verdict: Finding.Verdict) -> Ink {
    switch verdict {
    case .good: .green
    case .notice: .yellow
    case .bad: .boldRed
    case .untried: .dim
    }
  }
}

extension Symbols {
  /// The sign before a line of `navette check`.
  func sign(of verdict: Finding.Verdict) -> String {
    switch verdict {
    case .good: self == .unicode ? "✓" : "+"
    case .notice: "!"
    case .bad: self == .unicode ? "✗" : "x"
    case .untried: self == .unicode ? "·" : "."
    }
  }
}
