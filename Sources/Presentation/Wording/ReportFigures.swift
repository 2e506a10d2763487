import Provisioning

extension Report {
  /// The directories that came to an outcome.
  func names(of outcome: RunRecord.Outcome) -> [String] {
    directories.filter { $0.outcome == outcome }.map(\.name)
  }

  /// The figures of those directories whose plan was applied, or could be.
  func summedCounts(done: Bool) -> Counts {
    directories.filter { $0.outcome == (done ? .applied : .changes) }.reduce(Counts()) { $0 + $1.counts }
  }
}
