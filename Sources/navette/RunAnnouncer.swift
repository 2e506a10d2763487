import Foundation
import Presentation
import Provisioning

/// Makes the mails that tell of a run: with the line of its last directory, when all is known.
struct RunAnnouncer: Sendable {
  let settings: ReportSettings
  let portal: String
  let language: Language
  /// The right side of Message-IDs.
  let domain: String

  /// The mails to queue with a line.
  ///
  /// - Parameter before: what the directories before it came to.
  func mails(for line: RunRecord, after before: [DirectoryReport]) -> [ReportMailRow] {
    let outcome = RunRecord.Outcome.worst(of: before.map(\.outcome) + [line.outcome])
    guard settings.wants(outcome) else { return [] }
    let problems = before.reduce(line.detail.problems) { $0 + ($1.plan?.open.problems.count ?? 0) }
    let subject = ReportMail.subject(
      outcome, before.reduce(line.counts) { $0 + $1.counts }, problems: problems, portal: portal, in: language)
    return settings.to.enumerated().map { index, mailbox in
      ReportMailRow(
        to: mailbox.address.spelling, recipientName: mailbox.name, subject: subject,
        messageID: "<\(line.id).\(index + 1)@\(domain)>")
    }
  }
}
