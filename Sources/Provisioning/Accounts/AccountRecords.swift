import Foundation

/// What a store knows of single people, all of it; for `navette explain`.
package protocol AccountRecords: Sendable {
  /// Every account that has this number or address, or a tie of this anchor or DN in any directory; by id.
  func accounts(meeting inquiry: Inquiry) throws(StoreError) -> [AccountID]

  /// Everything that is kept of an account; nil when there is none.
  func record(of account: AccountID, at now: Date) throws(StoreError) -> AccountRecord?

  /// The last sync of a directory, if it was refused; nil when it was not, or when there was none.
  func refusal(of directory: String) throws(StoreError) -> RefusedRun?

  /// Calls `body` with every account's number, names and address, to find the nearest ones.
  func forEachPerson(_ body: (Responsable) -> Void) throws(StoreError)
}

/// A run that was refused, and why.
package struct RefusedRun: Equatable, Sendable {
  package let run: String
  package let at: Date
  package let refusals: [Refusal]
  /// The bases that were searched.
  package let bases: [String]

  package init(run: String, at: Date, refusals: [Refusal], bases: [String]) {
    self.run = run
    self.at = at
    self.refusals = refusals
    self.bases = bases
  }

  package init(of run: RunRecord) {
    self.init(
      run: run.id, at: run.endedAt, refusals: run.detail.refusals, bases: run.detail.read?.bases.map(\.dn) ?? [])
  }
}

/// Everything a store keeps of one account.
package struct AccountRecord: Equatable, Sendable {
  package let account: Account
  package let ties: [Tie]
  /// The latest first.
  package let mails: [MailJournalRow]
  /// The latest first.
  package let tokens: [TokenRecord]
  /// What was done to it, the latest first.
  package let journal: [JournalEntry]

  package init(
    account: Account, ties: [Tie], mails: [MailJournalRow], tokens: [TokenRecord], journal: [JournalEntry]
  ) {
    self.account = account
    self.ties = ties
    self.mails = mails
    self.tokens = tokens
    self.journal = journal
  }

  /// What deactivated the account last, as the journal tells.
  package var deactivation: JournalEntry? { journal.first { $0.kind == Change.Kind.deactivate.rawValue } }

  /// Since when an anchor is tied to it, as the journal tells.
  package func tiedSince(_ anchor: Anchor) -> Date? { journal.last { $0.anchor == anchor.text }?.at }
}

/// A token as it may be shown: what it is for and its fate, never its text.
package struct TokenRecord: Equatable, Sendable {
  /// What became of it.
  package enum Fate: String, Equatable, Sendable, CaseIterable {
    /// Its mail was not accepted yet, so that its life has not begun.
    case waiting
    case live
    case used, revoked, expired
    /// The account has another address by now.
    case void
    case inactive
  }

  package let purpose: PasswordToken.Purpose
  package let address: String
  package let issuedAt: Date
  package let expiresAt: Date?
  /// When it was used or revoked.
  package let endedAt: Date?
  package let fate: Fate
  package let actor: Actor

  package init(
    purpose: PasswordToken.Purpose, address: String, issuedAt: Date, expiresAt: Date?, endedAt: Date?, fate: Fate,
    actor: Actor
  ) {
    self.purpose = purpose
    self.address = address
    self.issuedAt = issuedAt
    self.expiresAt = expiresAt
    self.endedAt = endedAt
    self.fate = fate
    self.actor = actor
  }
}

/// One line of the journal of changes.
package struct JournalEntry: Equatable, Sendable {
  /// As the journal keeps it: a kind of change, `import`, `redemption`, `link`.
  package let kind: String
  package let reason: String
  /// The same in facts, where a run did it.
  package let cause: Reason?
  package let anchor: String
  package let at: Date
  /// The run's name, when a run did it.
  package let run: String?
  package let actor: Actor

  package init(
    kind: String, reason: String, cause: Reason? = nil, anchor: String, at: Date, run: String?, actor: Actor
  ) {
    self.kind = kind
    self.reason = reason
    self.cause = cause
    self.anchor = anchor
    self.at = at
    self.run = run
    self.actor = actor
  }
}
