import Foundation

/// A run's line in the journal, for one directory.
package struct RunRecord: Equatable, Sendable {
  package enum Outcome: String, Equatable, Sendable, Codable {
    case settled, changes, applied, refused, failed

    /// The one that says most of several directories.
    package static func worst(of outcomes: [Outcome]) -> Outcome {
      let order: [Outcome] = [.failed, .refused, .applied, .changes]
      return order.first(where: outcomes.contains) ?? .settled
    }
  }

  package let id: String
  package let directory: String
  package let outcome: Outcome
  package let startedAt: Date
  package let endedAt: Date
  package let actor: Actor
  package let counts: Counts
  /// Active managed accounts before the run.
  package let activeManaged: Int
  /// The limits the operator lifted for this run.
  package let lifted: Set<Limit.Name>
  /// Why it was refused or failed, in facts; JSON.
  package let cause: String?
  /// What else is needed to show its report again.
  package let detail: RunDetail
  /// What was open, corrected and absent; nil when nothing was.
  package let matters: RunMatters?
  /// The report by mail, queued with the line of the run's last directory.
  package var reportMails: [ReportMailRow]

  package init(
    id: String, directory: String, outcome: Outcome, startedAt: Date, endedAt: Date, actor: Actor,
    counts: Counts = Counts(), activeManaged: Int = 0, lifted: Set<Limit.Name> = [], cause: String? = nil,
    detail: RunDetail = RunDetail(), matters: RunMatters? = nil,
    reportMails: [ReportMailRow] = []
  ) {
    self.id = id
    self.directory = directory
    self.outcome = outcome
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.actor = actor
    self.counts = counts
    self.activeManaged = activeManaged
    self.lifted = lifted
    self.cause = cause
    self.detail = detail
    self.matters = matters
    self.reportMails = reportMails
  }
}
