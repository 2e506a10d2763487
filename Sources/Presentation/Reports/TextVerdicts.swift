import Foundation
import Provisioning

extension TextReport {
  /// Refusals and failures, which nobody may overlook.
  func verdicts(_ page: inout Page) {
    for directory in report.directories {
      let bases = directory.plan?.read.bases.map(\.dn) ?? []
      for refusal in directory.refusals { block(words.explain(refusal, bases: bases), directory.name, &page) }
      if let failure = directory.failure { block(words.explain(failure), directory.name, &page) }
    }
  }

  /// What the outbox came to, and who still lacks a password.
  func outbox(_ page: inout Page) {
    if let mails = report.mails, !mails.isQuiet { self.mails(mails, &page) }
    if let lacking = report.withoutPassword {
      page.line()
      for line in words.explain(lacking).lines { page.line(line) }
    }
  }

  private func mails(_ mails: Report.MailTally, _ page: inout Page) {
    page.line()
    let explanation = words.explain(mails)
    page.line(explanation.what)
    for line in explanation.lines.dropFirst() { page.line(line, indent: 2) }
    for refused in mails.refusals { page.line(words.explain(refused).what, .red, indent: 2) }
    if let remedy = mails.refusals.first.flatMap({ words.explain($0).remedy }) { page.line(remedy, .dim, indent: 2) }
    if let failure = mails.failure { block(words.explain(failure), nil, &page) }
  }

  /// Three parts behind a bar: what happened, where, and what to do.
  private func block(_ explanation: Explanation, _ directory: String?, _ page: inout Page) {
    page.line()
    let name = directory.map { report.directories.count > 1 ? "\($0)\(style.symbols.dot)" : "" } ?? ""
    var inner = Page(style.narrowed(by: DisplayWidth.of(style.symbols.bar)))
    inner.line(name + explanation.what, .boldRed)
    if let place = explanation.place { inner.line(place) }
    if let remedy = explanation.remedy { inner.line(remedy, .bold) }
    page.paste(inner, behind: style.symbols.bar, .red)
  }
}

extension TextStyle {
  fileprivate func narrowed(by columns: Int) -> TextStyle {
    var style = self
    style.width = width.map { $0 - columns }
    return style
  }
}
