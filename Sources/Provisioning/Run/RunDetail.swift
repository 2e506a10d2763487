import Foundation

/// What a run's line in the journal keeps beyond its figures, so that its report can be shown again as it was.
package struct RunDetail: Equatable, Sendable, Codable {
  /// Nil when the directory could not be read.
  package var read: ReadOutcome?
  package var refusals: [Refusal]
  package var failure: RunFailure?
  package var adopts: Bool
  /// How many problems were open, for a list that does not read them.
  package var problems: Int

  package init(
    read: ReadOutcome? = nil, refusals: [Refusal] = [], failure: RunFailure? = nil, adopts: Bool = false,
    problems: Int = 0
  ) {
    self.read = read
    self.refusals = refusals
    self.failure = failure
    self.adopts = adopts
    self.problems = problems
  }
}

/// What was open, corrected in the portal, and absent at the end of a run.
///
/// Kept once for all runs that found the same: a settled run every quarter of an hour repeats its open problems.
package struct RunMatters: Equatable, Sendable, Codable {
  package let open: OpenMatters
  package let drifts: [Drift]
  package let absences: [Absence]

  package init(open: OpenMatters = OpenMatters(), drifts: [Drift] = [], absences: [Absence] = []) {
    self.open = open
    self.drifts = drifts
    self.absences = absences
  }

  /// Nil when there is nothing to keep.
  package init?(of plan: Plan) {
    self.init(open: plan.open, drifts: plan.drifts, absences: plan.absences)
    if open == OpenMatters() && drifts.isEmpty && absences.isEmpty { return nil }
  }
}

/// What became of a run after its commit: written when its mails have had their turn.
package struct RunSequel: Equatable, Sendable, Codable {
  package let endedAt: Date
  /// How long each directory took, its commit included, in seconds.
  package let seconds: [String: Double]
  package let mails: Report.MailTally?
  package let withoutPassword: Report.WithoutPassword?

  package init(
    endedAt: Date, seconds: [String: Double], mails: Report.MailTally?, withoutPassword: Report.WithoutPassword?
  ) {
    self.endedAt = endedAt
    self.seconds = seconds
    self.mails = mails
    self.withoutPassword = withoutPassword
  }
}
