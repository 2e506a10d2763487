import Foundation

/// A mail in the outbox, with what is needed to write it again to the letter.
package struct Mail: Equatable, Sendable, Identifiable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Carries the password-creation link.
    case link
    /// Carries a password-reset link.
    case reset
    /// Tells the former address that another one took its place.
    case noticeToFormer = "notice-former"
    /// Tells the new address that it is now the one in use.
    case noticeToNew = "notice-new"
    /// Tells those who look after the portal what a run came to.
    case report

    /// The mails that responsables get, each about an account.
    package static let ofAccounts: [Kind] = [.link, .reset, .noticeToFormer, .noticeToNew]
  }

  package let id: Int64
  package let kind: Kind
  /// Nil when it is about no account: a report.
  package let account: AccountID?
  package let to: String
  package let recipientName: String
  package let number: String
  package let token: TokenReference?
  package let messageID: String
  package let queuedAt: Date
  /// Attempts so far, this one not counted.
  package let attempts: Int
  /// In a notice, the address at the other end of the change; shown masked, never in full.
  package let otherAddress: String?
  /// In a report, which run it is of.
  package let report: ReportReference?

  /// The run a report tells of, and what was said of it in the subject.
  package struct ReportReference: Equatable, Sendable {
    package let run: String
    package let subject: String

    package init(run: String, subject: String) {
      self.run = run
      self.subject = subject
    }
  }

  /// What the token's text is made from.
  package struct TokenReference: Equatable, Sendable {
    package let id: [UInt8]
    package let keyID: String
    package let purpose: PasswordToken.Purpose
    /// How long the link will work once the mail is accepted, in seconds.
    package let life: Int

    package init(id: [UInt8], keyID: String, purpose: PasswordToken.Purpose, life: Int) {
      self.id = id
      self.keyID = keyID
      self.purpose = purpose
      self.life = life
    }
  }

  package init(
    id: Int64, kind: Kind, account: AccountID?, to: String, recipientName: String, number: String,
    token: TokenReference?, messageID: String, queuedAt: Date, attempts: Int,
    otherAddress: String? = nil, report: ReportReference? = nil
  ) {
    self.id = id
    self.kind = kind
    self.account = account
    self.to = to
    self.recipientName = recipientName
    self.number = number
    self.token = token
    self.messageID = messageID
    self.queuedAt = queuedAt
    self.attempts = attempts
    self.otherAddress = otherAddress
    self.report = report
  }
}
