import Foundation

/// One run in the list of runs.
package struct RunLine: Equatable, Sendable {
  package struct Directory: Equatable, Sendable {
    package let name: String
    package let outcome: RunRecord.Outcome
    /// The codes of what it was refused for, or failed from, with commas between; nil otherwise.
    package let cause: String?

    package init(name: String, outcome: RunRecord.Outcome, cause: String? = nil) {
      self.name = name
      self.outcome = outcome
      self.cause = cause
    }
  }

  package let id: String
  package let mode: Report.Mode
  package var startedAt: Date
  package var endedAt: Date
  package var directories: [Directory]
  package var counts: Counts
  /// How many problems were open.
  package var problems: Int
  package let actor: Actor

  package init(
    id: String, mode: Report.Mode = .sync, startedAt: Date, endedAt: Date, directories: [Directory], counts: Counts,
    problems: Int, actor: Actor
  ) {
    self.id = id
    self.mode = mode
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.directories = directories
    self.counts = counts
    self.problems = problems
    self.actor = actor
  }

  /// Adds the line of the next directory.
  package mutating func add(_ line: RunLine) {
    endedAt = line.endedAt
    directories += line.directories
    counts = counts + line.counts
    problems += line.problems
  }

  package var outcome: RunRecord.Outcome { .worst(of: directories.map(\.outcome)) }
}
