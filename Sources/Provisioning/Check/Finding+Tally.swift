extension Finding {
  /// How many findings have each verdict.
  package struct Tally: Equatable, Sendable {
    private let counts: [Verdict: Int]

    package init(_ findings: [Finding]) {
      counts = Dictionary(grouping: findings, by: \.verdict).mapValues(\.count)
    }

    package subscript(verdict: Verdict) -> Int { counts[verdict] ?? 0 }

    /// A run would do what it should.
    package var isGood: Bool { self[.bad] == 0 }
  }
}
