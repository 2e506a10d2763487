import Provisioning

/// The mail that carries a password-creation link: which link, and for how long.
struct LinkMail {
  private let token: Mail.TokenReference
  private let link: String

  /// The token's text is made again from what the store keeps and the key, so that every copy carries the same link.
  ///
  /// - Parameter purpose: what the token must be for, so that a slip elsewhere never lets one do another's work.
  init(
    _ mail: Mail, for purpose: PasswordToken.Purpose = .create, portal: MailPortal, keys: TokenKeys
  ) throws(MailFault) {
    guard let token = mail.token, let account = mail.account, token.purpose == purpose else {
      throw .noToken(mail: mail.id)
    }
    guard let key = keys[token.keyID] else { throw .unknownKey(id: token.keyID) }
    self.token = token
    link = portal.link(
      token: PasswordToken(id: token.id, purpose: token.purpose, account: account).text(key: key))
  }

  func add(to facts: inout MailFacts, in wording: any MailWording) {
    facts.link = link
    facts.life = wording.duration(token.life)
  }
}
