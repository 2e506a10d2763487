import Foundation

/// One difference between what the directory asks for and what the store holds.
package struct Change: Equatable, Sendable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case create, update, deactivate, reactivate, move, adopt, secondary
  }

  package let kind: Kind
  package let anchor: Anchor
  package let dn: String
  /// The DN before, when it was another.
  package let previousDN: String?
  /// The account; nil when it is created.
  package let account: AccountID?
  /// The account's revision this change rests on.
  package let revision: Int64
  /// The number and name people know the person by, after the change.
  package let number: String?
  package let name: String
  package let fields: [FieldChange]
  package let mails: [PlannedMail]
  package let reason: Reason

  /// What the account is afterwards.
  package let after: Responsable
  package let status: AccountStatus
  package let revokesTokens: Bool
  package let cancelsMails: Bool
  /// The tie as it stands afterwards; its account is meaningless in a creation.
  package let tie: Tie
  /// The tie of the former entry, when this one was created anew.
  package let replacedTie: Digest128?

  package func field(_ field: Field) -> FieldChange? { fields.first { $0.field == field } }
}
