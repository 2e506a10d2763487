import Foundation

/// The rows that keys met.
package struct Matches: Equatable, Sendable {
  /// Ties of the directory asked about, by key.
  package var ties: [Digest128: Tie] = [:]
  /// Every account met by a tie, a number, an address or a name.
  package var accounts: [AccountID: Account] = [:]
  /// Comparison keys of the asked addresses to which a mail was refused for good, and none accepted since.
  package var bouncing: Set<String> = []

  package init() {}

  package mutating func merge(_ other: Matches) {
    ties.merge(other.ties) { _, new in new }
    accounts.merge(other.accounts) { _, new in new }
    bouncing.formUnion(other.bouncing)
  }
}
