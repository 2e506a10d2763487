import Foundation

/// Everything one change writes: an account, its tie, tokens, mails, and the line in the journal.
package struct BatchRow: Equatable, Sendable {
  package enum AccountWrite: Equatable, Sendable {
    /// A new account under an id the store reserved.
    case insert(Responsable, AccountStatus)
    /// New values for an account, provided it still has this revision.
    case update(revision: Int64, Responsable, AccountStatus, keepsVerification: Bool)
    /// Nothing to write, but the row rests on this revision.
    case keep(revision: Int64)
  }

  package let id: AccountID
  package let account: AccountWrite
  /// The tie to write; replaces the one with the same key. Its `account` is `id`, and its `accountRevision` is
  /// set by the store to the revision the account has after this row.
  package var tie: Tie?
  /// The key of a tie that this one replaces: a re-created entry.
  package var removesTie: Digest128?
  /// Revoke every open token of the account.
  package var revokesTokens: Bool
  /// Cancel every mail of the account that has not left.
  package var cancelsMails: Bool
  package var token: TokenRow?
  package var mails: [MailRow]
  package var journal: JournalRow?

  package init(
    id: AccountID, account: AccountWrite, tie: Tie? = nil, removesTie: Digest128? = nil, revokesTokens: Bool = false,
    cancelsMails: Bool = false, token: TokenRow? = nil, mails: [MailRow] = [], journal: JournalRow? = nil
  ) {
    self.id = id
    self.account = account
    self.tie = tie
    self.removesTie = removesTie
    self.revokesTokens = revokesTokens
    self.cancelsMails = cancelsMails
    self.token = token
    self.mails = mails
    self.journal = journal
  }
}

/// A token as the store keeps it: never its text, never the key.
package struct TokenRow: Equatable, Sendable {
  /// Lower-case hexadecimal SHA-256 of the token's text.
  package let hash: String
  /// The token's sixteen random bytes, from which the text is made again with the key.
  package let id: [UInt8]
  package let keyID: String
  package let purpose: PasswordToken.Purpose
  /// The address it is bound to.
  package let address: String
  package let issuedAt: Date
  /// How long it lives from the moment its mail was accepted, in seconds.
  package let life: Int

  package init(
    hash: String, id: [UInt8], keyID: String, purpose: PasswordToken.Purpose, address: String, issuedAt: Date,
    life: Int
  ) {
    self.hash = hash
    self.id = id
    self.keyID = keyID
    self.purpose = purpose
    self.address = address
    self.issuedAt = issuedAt
    self.life = life
  }
}

/// A mail as it enters the outbox.
package struct MailRow: Equatable, Sendable {
  package let kind: Mail.Kind
  package let to: String
  /// The hash of the token the mail carries.
  package let tokenHash: String?
  package let messageID: String
  /// For whom it is: a name and a number, since parents share addresses.
  package let recipientName: String
  /// Empty when the store gives the account its number in the same transaction.
  package let number: String
  /// In a notice, the address at the other end of the change.
  package var otherAddress: String?

  package init(
    kind: Mail.Kind, to: String, tokenHash: String?, messageID: String, recipientName: String, number: String,
    otherAddress: String? = nil
  ) {
    self.kind = kind
    self.to = to
    self.tokenHash = tokenHash
    self.messageID = messageID
    self.recipientName = recipientName
    self.number = number
    self.otherAddress = otherAddress
  }
}

/// One change in the journal.
package struct JournalRow: Equatable, Sendable {
  package let kind: String
  package let anchor: String
  package let dn: String
  /// Before and after, field by field; JSON as in the report.
  package let fields: String
  package let reason: String
  /// What else a report says of the change, and the columns do not; JSON, see `JournalDetail`.
  package let detail: String?

  package init(kind: String, anchor: String, dn: String, fields: String, reason: String, detail: String? = nil) {
    self.kind = kind
    self.anchor = anchor
    self.dn = dn
    self.fields = fields
    self.reason = reason
    self.detail = detail
  }
}
