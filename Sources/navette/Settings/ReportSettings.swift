import Presentation
import Provisioning

/// To whom a run's report is mailed, when, and whether with names.
struct ReportSettings: Equatable, Sendable {
  enum When: String, Equatable, Sendable, CaseIterable { case always, changes, refused }

  let to: [Mailbox]
  let when: When
  /// Otherwise figures only.
  let details: Bool

  /// Whether a run that came to this is worth a mail.
  func wants(_ outcome: RunRecord.Outcome) -> Bool {
    switch when {
    case .always: true
    case .changes: outcome != .settled
    case .refused: outcome == .refused || outcome == .failed
    }
  }
}
