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

  /// Notes what a directory gave last of a person.
  package mutating func note(_ agreed: Responsable, of account: AccountID, by directory: String, key: Digest128) {
    let position = accounts[account]?.ties.firstIndex { $0.directory == directory && $0.key == key }
    if let position { accounts[account]?.ties[position].agreed = agreed }
  }

  /// The accounts that other directories than this one know.
  package func accountsKnown(besides directory: String) -> [Int64] {
    accounts.values.filter { $0.ties.contains { $0.directory != directory } }.map(\.id.rawValue)
  }

  package mutating func merge(_ other: Matches) {
    ties.merge(other.ties) { _, new in new }
    accounts.merge(other.accounts) { _, new in new }
    bouncing.formUnion(other.bouncing)
  }
}
