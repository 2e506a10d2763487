import Foundation

/// The journal of runs: what each did, and its report as it was.
package protocol RunJournal: Sendable {
  /// The latest runs, the last one first.
  func runs(_ count: Int) throws(StoreError) -> [RunLine]

  /// The ids of the runs that begin so, the last one first, at most ten.
  func runs(beginning text: String) throws(StoreError) -> [String]

  /// The report of a run as it was; nil when there is no such run.
  func report(of run: String) throws(StoreError) -> Report?

  /// Writes down what became of a run after its commit.
  func record(_ sequel: RunSequel, of run: String) throws(StoreError)

  /// How many accounts there were after each of the last runs, the earliest first: those runs, up to and including
  /// `run`, after which a figure was another than before.
  func figures(until run: String?, _ count: Int) throws(StoreError) -> [AccountFigures]
}

/// One run in the list of runs.
package struct RunLine: Equatable, Sendable {
  package struct Directory: Equatable, Sendable {
    package let name: String
    package let outcome: RunRecord.Outcome

    package init(name: String, outcome: RunRecord.Outcome) {
      self.name = name
      self.outcome = outcome
    }
  }

  package let id: String
  package var startedAt: Date
  package var endedAt: Date
  package var directories: [Directory]
  package var counts: Counts
  /// How many problems were open.
  package var problems: Int
  package let actor: Actor

  package init(
    id: String, startedAt: Date, endedAt: Date, directories: [Directory], counts: Counts, problems: Int, actor: Actor
  ) {
    self.id = id
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

/// How many active accounts there are, how many have an address, how many a password.
package struct AccountFigures: Equatable, Sendable {
  package let run: String
  package let at: Date
  package let accounts: Int
  package let addresses: Int
  package let passwords: Int

  package init(run: String, at: Date, accounts: Int, addresses: Int, passwords: Int) {
    self.run = run
    self.at = at
    self.accounts = accounts
    self.addresses = addresses
    self.passwords = passwords
  }
}
