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

  package init(
    name: String, outcome: RunRecord.Outcome, seconds: Double, plan: Plan? = nil, refusals: [Refusal] = [],
    failure: RunFailure? = nil, receipt: Receipt? = nil
  ) {
    self.name = name
    self.outcome = outcome
    self.seconds = seconds
    self.plan = plan
    self.refusals = refusals
    self.failure = failure
    self.receipt = receipt
  }

  package var counts: Counts { plan?.counts ?? Counts() }

  /// The number of a change's account: the store gave one to a new account when the mapping has none.
  package func number(of change: Change) -> String? { change.number ?? receipt?.numbers[change.anchor] }
}
