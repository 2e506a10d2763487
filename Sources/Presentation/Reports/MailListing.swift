import Foundation
import Provisioning

/// The journal of mails as a table an agent reads: when, where it stands, to whom, about what, caused by whom.
package struct MailListing {
  private let rows: [MailJournalRow]
  private let style: TextStyle
  private let subject: (Mail.Kind) -> String

  package init(_ rows: [MailJournalRow], style: TextStyle, subject: @escaping (Mail.Kind) -> String) {
    self.rows = rows
    self.style = style
    self.subject = subject
  }

  /// One line a mail, the latest first, and the server's words below a mail it did not take.
  package var lines: [String] {
    if rows.isEmpty { return [style.wording.say(.noMails)] }
    let cells = [heading] + rows.map(cells)
    let widths = heading.indices.map { column in cells.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    var lines = [line(heading, widths)]
    for (row, cells) in zip(rows, cells.dropFirst()) {
      lines.append(line(cells, widths))
      if let reply = row.reply, row.state != .sent { lines.append("        \(safe(reply))") }
    }
    return lines
  }

  private var heading: [String] { MailColumn.allCases.map { style.wording.say(.mailColumn($0)) } }

  private func cells(_ row: MailJournalRow) -> [String] {
    let wording = style.wording
    let hidden = wording.redaction
    return [
      String(row.id), wording.say(row.finishedAt ?? row.queuedAt),
      wording.say(.mailState(row.state, isRetry: row.attempts > 0)), safe(hidden.value(row.to)),
      safe(hidden.value("\(row.recipientName) (\(row.number))")), safe(subject(row.kind)), safe(row.actor.name),
    ]
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    zip(cells, widths).map { cell, width in
      cell + String(repeating: " ", count: max(0, width - DisplayWidth.of(cell)))
    }.joined(separator: "  ").trimmingCharacters(in: .whitespaces)
  }

  private func safe(_ text: String) -> String { TerminalText.safe(text) }
}
