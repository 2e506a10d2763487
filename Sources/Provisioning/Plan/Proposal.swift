import Foundation

/// A tie that a human has to decide; until then nothing is done with the entry or the accounts it meets.
package struct Proposal: Hashable, Sendable, Codable {
  package enum Code: String, Hashable, Sendable, Codable, CaseIterable {
    /// Several accounts, or several entries, meet.
    case ambiguousMatch = "ambiguous-match"
    /// The only thing in common is an address that several people share.
    case sharedAddress = "shared-address"
    /// The entry of a known person was created anew: same number or correlation, new anchor.
    case recreated = "re-created"
    /// The account found is tied to another live entry of the same directory.
    case alreadyTied = "already-tied"
    /// The account found is given by another directory, and the rule that found it could mean somebody else of the family.
    case givenElsewhere = "given-elsewhere"
  }

  package let code: Code
  package let directory: String
  package let anchor: String
  package let dn: String
  /// The accounts it might be, by number of the store.
  package let accounts: [Int64]
  /// Their numbers, as people know them.
  package let numbers: [String]
  /// Whom the entry is of, by what it says itself.
  package let person: Person?
  package var since: Date?

  package init(
    _ code: Code, directory: String, anchor: String, dn: String, accounts: [Int64], numbers: [String],
    person: Person? = nil, since: Date? = nil
  ) {
    self.code = code
    self.directory = directory
    self.anchor = anchor
    self.dn = dn
    self.accounts = accounts
    self.numbers = numbers
    self.person = person
    self.since = since
  }
}
