import Foundation

/// What touched entries are looked up by.
package struct MatchKeys: Equatable, Sendable {
  /// Keys of ties of this directory.
  package var ties: Set<Digest128> = []
  package var numbers: Set<String> = []
  /// Comparison keys of addresses.
  package var emails: Set<String> = []
  package var names: Set<NameKey> = []
  /// Accounts wanted by themselves.
  package var accounts: Set<AccountID> = []

  package init() {}

  package var isEmpty: Bool {
    ties.isEmpty && numbers.isEmpty && emails.isEmpty && names.isEmpty && accounts.isEmpty
  }
}
