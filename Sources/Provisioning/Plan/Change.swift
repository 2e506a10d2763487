import Foundation

/// One difference between what the directory asks for and what the store holds.
package struct Change: Equatable, Sendable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    case create, update, deactivate, reactivate, move, adopt, secondary, relink
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
  package var fields: [FieldChange] { difference ?? Self.values(of: after) }
  /// Nil in a creation: then it is all that the account is afterwards, and need not be kept twice.
  private let difference: [FieldChange]?
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

  /// - Parameter fields: nil for all values of `after`.
  init(
    kind: Kind, anchor: Anchor, dn: String, previousDN: String?, account: AccountID?, revision: Int64, number: String?,
    name: String, fields: [FieldChange]?, mails: [PlannedMail], reason: Reason, after: Responsable,
    status: AccountStatus, revokesTokens: Bool, cancelsMails: Bool, tie: Tie, replacedTie: Digest128?
  ) {
    self.kind = kind
    self.anchor = anchor
    self.dn = dn
    self.previousDN = previousDN
    self.account = account
    self.revision = revision
    self.number = number
    self.name = name
    difference = fields
    self.mails = mails
    self.reason = reason
    self.after = after
    self.status = status
    self.revokesTokens = revokesTokens
    self.cancelsMails = cancelsMails
    self.tie = tie
    self.replacedTie = replacedTie
  }

  private static func values(of after: Responsable) -> [FieldChange] {
    after.fields.map { FieldChange($0, from: nil, to: after[$0]) }
  }

  package func field(_ field: Field) -> FieldChange? { fields.first { $0.field == field } }
}
