import Provisioning

/// The mail that carries a password-reset link: as a link mail, with a token for a reset.
struct ResetMail {
  private let linkMail: LinkMail

  init(_ mail: Mail, portal: MailPortal, keys: TokenKeys) throws(MailFault) {
    linkMail = try LinkMail(mail, for: .reset, portal: portal, keys: keys)
  }

  func add(to facts: inout MailFacts, in wording: any MailWording) { linkMail.add(to: &facts, in: wording) }
}
