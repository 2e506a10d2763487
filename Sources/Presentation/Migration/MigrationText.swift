import Provisioning

/// What `navette migrate --to` did, and what is left to do.
package struct MigrationText {
  private let report: MigrationReport
  private let style: TextStyle
  private let words: any Wording

  package init(_ report: MigrationReport, style: TextStyle) {
    self.report = report
    self.style = style
    words = style.wording
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var page = Page(style)
    let summary = words.summarise(report)
    page.line(summary.what, .boldGreen)
    if let place = summary.place { page.line(TerminalText.safe(place), .dim) }
    page.line()
    let figures = report.tables.map { words.figures.number($0.rows) }
    let names = report.tables.map { $0.name.utf8.count }.max() ?? 0
    let width = figures.map { DisplayWidth.of($0) }.max() ?? 0
    for (table, rows) in zip(report.tables, figures) {
      let gap = String(repeating: " ", count: names - table.name.utf8.count + width - DisplayWidth.of(rows) + 2)
      page.line("\(table.name)\(gap)\(rows)", indent: 2)
    }
    page.line()
    for (place, step) in words.steps(after: report).enumerated() {
      page.line([.init("\(place + 1). ", .dim), .init(TerminalText.safe(step))], indent: 0, .wrap(hanging: 3))
    }
    try sink(page.tear())
  }
}

extension MigrationReport {
  /// How many rows there are in all tables.
  var rows: Int { tables.reduce(0) { $0 + $1.rows } }
}
