import Foundation

/// A run's line in the journal, for one directory.
package struct RunRecord: Equatable, Sendable {
  package enum Outcome: String, Equatable, Sendable, Codable {
    case settled, changes, applied, refused, failed
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

  package init(
    id: String, directory: String, outcome: Outcome, startedAt: Date, endedAt: Date, actor: Actor,
    counts: Counts = Counts(), activeManaged: Int = 0, lifted: Set<Limit.Name> = [], cause: String? = nil
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
  }
}
