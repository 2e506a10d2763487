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
    let table = TextTable([heading] + rows.map(cells)).lines
    var lines = [table[0]]
    for (row, line) in zip(rows, table.dropFirst()) {
      lines.append(line)
      if let reply = row.reply, row.state != .sent { lines.append("        \(TerminalText.safe(reply))") }
    }
    return lines
  }

  private var heading: [String] { MailColumn.allCases.map { style.wording.say(.mailColumn($0)) } }

  private func cells(_ row: MailJournalRow) -> [String] {
    let wording = style.wording
    let hidden = wording.redaction
    return [
      String(row.id), wording.say(row.finishedAt ?? row.queuedAt),
      wording.say(.mailState(row.state, isRetry: row.attempts > 0)), hidden.value(row.to),
      hidden.value(row.number.isEmpty ? row.recipientName : "\(row.recipientName) (\(row.number))"),
      row.subject ?? subject(row.kind), row.actor.name,
    ]
  }
}
