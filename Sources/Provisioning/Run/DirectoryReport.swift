import Foundation

/// What a run came to in one directory.
package struct DirectoryReport: Equatable, Sendable {
  package let name: String
  package let outcome: RunRecord.Outcome
  /// How long it took, in seconds.
  package let seconds: Double
  /// Absent when the directory could not be read or the store not be asked.
  package let plan: Plan?
  package let refusals: [Refusal]
  package let failure: RunFailure?
  package let receipt: Receipt?
  /// When this directory was begun, and when its line was written; nil where no run stands behind the report.
  package let span: ClosedRange<Date>?
  /// Shown again from the journal, which keeps no changes of a plan that was refused.
  package let lacksChanges: Bool

  package init(
    name: String, outcome: RunRecord.Outcome, seconds: Double, plan: Plan? = nil, refusals: [Refusal] = [],
    failure: RunFailure? = nil, receipt: Receipt? = nil, span: ClosedRange<Date>? = nil, lacksChanges: Bool = false
  ) {
    self.name = name
    self.outcome = outcome
    self.seconds = seconds
    self.plan = plan
    self.refusals = refusals
    self.failure = failure
    self.receipt = receipt
    self.span = span
    self.lacksChanges = lacksChanges
  }

  package var counts: Counts { plan?.counts ?? Counts() }

  /// The plan, if a run that may write would write it.
  package var applicable: Plan? { refusals.isEmpty && failure == nil ? plan : nil }

  /// The number of a change's account: the store gave one to a new account when the mapping has none.
  package func number(of change: Change) -> String? { change.number ?? receipt?.numbers[change.anchor] }
}
