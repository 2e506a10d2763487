import Foundation
import Provisioning

/// A report for a spreadsheet: one line a person that changes, with each field before and after, then one line for
/// whatever is open, refused or failed. `docs/commands.md` tells the columns.
package struct CSVReport {
  let report: Report
  let words: any Wording
  let redaction: Redaction
  let zone: TimeZone
  /// The fields that have a pair of columns: the standard ones always, others when they change in this report.
  private let fields: [Field]

  package init(_ report: Report, style: TextStyle) {
    self.report = report
    words = style.wording
    redaction = style.redact ? .on : .off
    zone = style.timeZone
    var others: Set<Field> = []
    for directory in report.directories {
      for change in directory.plan?.changes ?? [] {
        for field in change.fields { if case .attribute = field.field { others.insert(field.field) } }
      }
    }
    fields = Field.standard + others.sorted()
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var csv = CSVWriter()
    heading(&csv)
    for directory in report.directories {
      for change in directory.plan?.changes ?? [] {
        row(of: change, in: directory, &csv)
        if csv.bytes.count > ReportFormat.piece { try sink(csv.tear()) }
      }
    }
    for directory in report.directories {
      for row in rows(of: directory) {
        write(row, &csv)
        if csv.bytes.count > ReportFormat.piece { try sink(csv.tear()) }
      }
    }
    try sink(csv.tear())
  }

  private func heading(_ csv: inout CSVWriter) {
    for column in CSVColumn.leading { csv.cell(words.say(.column(column))) }
    for field in fields {
      csv.cell(words.say(.before(field)))
      csv.cell(words.say(.after(field)))
    }
    for column in CSVColumn.trailing { csv.cell(words.say(.column(column))) }
    csv.endRow()
  }

  private func row(of change: Change, in directory: DirectoryReport, _ csv: inout CSVWriter) {
    csv.cell(words.say(.kind(change.kind)))
    csv.cell(change.kind.rawValue)
    csv.cell(directory.name)
    csv.cell(directory.number(of: change).map(redaction.value))
    csv.cell(redaction.value(change.name))
    csv.cell(words.reason(of: change))
    csv.cell(nil)
    csv.cell(change.mails.isEmpty ? nil : change.mails.map { words.say($0) }.joined(separator: "; "))
    csv.cell(nil)
    let changed = change.fields
    for field in fields {
      let values = changed.first { $0.field == field }
      csv.cell(text(values?.from))
      csv.cell(text(values?.to))
    }
    csv.cell(redaction.dn(change.dn))
    csv.cell(change.previousDN.map(redaction.dn))
    csv.cell(change.anchor.text)
    csv.endRow()
  }

  private func write(_ row: CSVRow, _ csv: inout CSVWriter) {
    for text in [row.what, row.code, row.directory, row.number, row.name, row.reason, row.remedy, nil] {
      csv.cell(text)
    }
    csv.cell(row.since.map { CivilTime($0, in: zone).stamp })
    for _ in fields {
      csv.cell(nil)
      csv.cell(nil)
    }
    for text in [row.dn, nil, row.anchor] { csv.cell(text) }
    csv.endRow()
  }

  private func text(_ value: FieldValue?) -> String? {
    switch value {
    case nil: nil
    case .text(let text): redaction.value(text)
    case .list(let list): list.map(redaction.value).joined(separator: ", ")
    }
  }
}
