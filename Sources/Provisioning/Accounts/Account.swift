import Foundation

/// The number a store gave an account; never reused, never shown to people.
package struct AccountID: Hashable, Comparable, Sendable {
  package let rawValue: Int64

  package init(_ rawValue: Int64) { self.rawValue = rawValue }

  package static func < (left: AccountID, right: AccountID) -> Bool { left.rawValue < right.rawValue }
}

/// An account as the store holds it when a plan is made.
package struct Account: Equatable, Sendable {
  package let id: AccountID
  /// Grows with every change of the row, whoever makes it; a plan rests on the revision it saw.
  package var revision: Int64
  package var responsable: Responsable
  package var status: AccountStatus
  package var hasPassword: Bool
  /// When a link sent to the present address was used.
  package var emailVerifiedAt: Date?
  /// The address of each token that is neither used, revoked nor expired, as a comparison key.
  package var openTokenAddresses: [String]
  /// Every tie that names this account, in any directory.
  package var ties: [AccountTie]

  /// Tied to a directory. Accounts that are not are never touched by a run.
  package var isManaged: Bool { !ties.isEmpty }

  package init(
    id: AccountID, revision: Int64 = 1, responsable: Responsable, status: AccountStatus = .active,
    hasPassword: Bool = false, emailVerifiedAt: Date? = nil, openTokenAddresses: [String] = [],
    ties: [AccountTie] = []
  ) {
    self.id = id
    self.revision = revision
    self.responsable = responsable
    self.status = status
    self.hasPassword = hasPassword
    self.emailVerifiedAt = emailVerifiedAt
    self.openTokenAddresses = openTokenAddresses
    self.ties = ties
  }
}
