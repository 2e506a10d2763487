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
