import Foundation
import Provisioning

/// A fixed word of a report.
package enum Term: Hashable, Sendable {
  case mode(Report.Mode)
  case outcome(RunRecord.Outcome)
  /// A field without a value.
  case nothing
  case formerDN
  /// What stands between a label and its value.
  case colon
  case directory
  case portal
  /// Who something belongs to when no number is known yet.
  case noNumber
  /// Open since a moment.
  case since
  /// The journal of mails holds none that was asked for.
  case noMails
  case mailColumn(MailColumn)
  /// Where a mail stands; `isRetry` when it waits after an attempt.
  case mailState(MailState, isRetry: Bool)
}
