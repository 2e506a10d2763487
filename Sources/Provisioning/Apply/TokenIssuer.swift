import Foundation

/// Makes tokens and the mails that carry them, as rows.
package struct TokenIssuer: Sendable {
  package let keys: TokenKeys
  /// How long links work from the moment their mail was accepted, in seconds.
  package let creationLife: Int
  package let resetLife: Int
  /// The right side of the Message-IDs (RFC 5322 §3.6.4).
  package let messageDomain: String
  private let random: @Sendable (_ count: Int) -> [UInt8]

  /// - Parameter random: gives that many bytes nobody can guess.
  package init(
    keys: TokenKeys, creationLife: Int = 7 * 86_400, resetLife: Int = 86_400, messageDomain: String,
    random: @escaping @Sendable (_ count: Int) -> [UInt8]
  ) {
    self.keys = keys
    self.creationLife = creationLife
    self.resetLife = resetLife
    self.messageDomain = messageDomain
    self.random = random
  }

  /// The rows of a planned mail: a token of its own if it carries a link, and the mail.
  package func rows(
    for mail: PlannedMail, to account: AccountID, _ person: Responsable, at now: Date
  ) -> (token: TokenRow?, mail: MailRow) {
    let id = random(16)
    let token = mail.kind.purpose.map { self.token(id, for: $0, account, mail.to, at: now) }
    let row = MailRow(
      kind: mail.kind, to: mail.to, tokenHash: token?.hash,
      messageID: "<\(PasswordToken.hexadecimal(random(16)))@\(messageDomain)>",
      recipientName: [person.firstName, person.lastName].compactMap(\.self).joined(separator: " "),
      number: person.number ?? "")
    return (token, row)
  }

  private func token(
    _ id: [UInt8], for purpose: PasswordToken.Purpose, _ account: AccountID, _ address: String, at now: Date
  ) -> TokenRow {
    let token = PasswordToken(id: id, purpose: purpose, account: account)
    return TokenRow(
      hash: PasswordToken.hash(of: token.text(key: keys.current)), id: id, keyID: keys.current.id, purpose: purpose,
      address: address, issuedAt: now, life: purpose == .create ? creationLife : resetLife)
  }
}

extension Mail.Kind {
  /// What the link in such a mail is for; nil when it carries none.
  package var purpose: PasswordToken.Purpose? {
    switch self {
    case .link: .create
    case .reset: .reset
    case .noticeToFormer, .noticeToNew, .report: nil
    }
  }
}
