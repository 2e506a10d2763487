import Foundation
import Provisioning

/// A report for a terminal: each person, what is open, what went wrong, and one sentence last.
package struct TextReport {
  let report: Report
  let style: TextStyle
  let words: any Wording
  let redaction: Redaction

  package init(_ report: Report, style: TextStyle) {
    self.report = report
    self.style = style
    words = style.wording
    redaction = style.redact ? .on : .off
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var page = Page(style)
    title(&page)
    page.line()
    for (index, directory) in report.directories.enumerated() {
      if index > 0 && !hasNoPeople(index - 1) { page.line() }
      heading(directory, &page)
      let phrases = Phrases(words)
      for change in directory.plan?.changes ?? [] {
        person(change, in: directory, phrases, &page)
        if page.bytes.count > ReportFormat.piece { try sink(page.tear()) }
      }
      if directory.lacksChanges { page.line(words.say(.lacksChanges(directory.counts.changes)), .dim, indent: 2) }
    }
    for part in [problems, proposals, drifts, absences] {
      part(&page)
      if page.bytes.count > ReportFormat.piece { try sink(page.tear()) }
    }
    verdicts(&page)
    outbox(&page)
    summary(&page)
    try sink(page.tear())
  }

  private func title(_ page: inout Page) {
    let dot = style.symbols.dot
    page.line(
      [.init("Navette", .bold), .init(dot + words.say(.mode(report.mode)) + dot), .init(report.run, .dim)],
      indent: 0, .cut)
  }

  private func hasNoPeople(_ index: Int) -> Bool { report.directories[index].plan?.changes.isEmpty ?? true }

  private func heading(_ directory: DirectoryReport, _ page: inout Page) {
    var spans = [Page.Span(directory.name, .bold)]
    if let plan = directory.plan {
      spans.append(.init(style.symbols.dot + words.describe(plan.read, seconds: directory.seconds)))
    }
    spans += [.init(style.symbols.dot), .init(words.say(.outcome(directory.outcome)), Ink.of(directory.outcome))]
    page.line(spans, indent: 0, .wrap(hanging: 2))
    if let read = directory.plan?.read, let why = words.explain(read) {
      for line in why.lines { page.line(line, read.missed ?? 0 > 0 ? .yellow : .dim, indent: 2) }
    }
    guard style.verbose, let bases = directory.plan?.read.bases else { return }
    for base in bases {
      page.line("\(base.dn)\(style.symbols.dot)\(words.figures.number(base.entries))", .dim, indent: 2)
    }
  }

  private func summary(_ page: inout Page) {
    let explanation = words.summarise(report)
    page.line()
    page.line(explanation.what, Ink.ofSummary(report.outcome))
    if let place = explanation.place { page.line(place) }
    if let remedy = explanation.remedy { page.line(remedy, .bold) }
  }
}
