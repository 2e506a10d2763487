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
  /// Nil in the line of a sync.
  package var mode: Report.Mode?

  package init(
    read: ReadOutcome? = nil, refusals: [Refusal] = [], failure: RunFailure? = nil, adopts: Bool = false,
    problems: Int = 0, mode: Report.Mode? = nil
  ) {
    self.read = read
    self.refusals = refusals
    self.failure = failure
    self.adopts = adopts
    self.problems = problems
    self.mode = mode
  }
}
