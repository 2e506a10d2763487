import Foundation

/// All limits of a run: the guard.
package struct Limits: Equatable, Sendable {
  package var values: [Limit.Name: Limit]
  /// A base may return nothing although it had entries, an attribute likewise.
  package var allowsEmpty: Bool
  /// The time over which the figures of applied runs are summed, in seconds.
  package var window: TimeInterval
  /// Those an operator set on the command line, for this run alone.
  package var lifted: Set<Limit.Name> = []

  package static let defaults: [Limit.Name: Limit] = [
    .deactivations: .percent(5), .creations: .none, .updates: .percent(30), .emailChanges: .percent(20),
    .emailRemovals: .percent(5), .linkMails: .count(500), .problems: .percent(10), .shrink: .percent(20),
  ]

  package init(
    _ values: [Limit.Name: Limit] = [:], allowsEmpty: Bool = false, window: TimeInterval = 86_400
  ) {
    self.values = Self.defaults.merging(values) { _, new in new }
    self.allowsEmpty = allowsEmpty
    self.window = window
  }

  /// The same limits with one of them set for this run.
  package func lifting(_ name: Limit.Name, to limit: Limit) -> Limits {
    var limits = self
    limits.values[name] = limit
    limits.lifted.insert(name)
    return limits
  }

  package subscript(name: Limit.Name) -> Limit { values[name] ?? .none }
}
