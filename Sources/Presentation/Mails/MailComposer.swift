import Foundation
import Provisioning

/// Writes the mails of the outbox.
package struct MailComposer: Sendable {
  package let portal: MailPortal
  package let language: Language
  package let from: Mailbox
  package let replyTo: Mailbox?
  private let keys: TokenKeys
  private let templates: MailTemplates

  package init(
    portal: MailPortal, language: Language, from: Mailbox, replyTo: Mailbox? = nil, keys: TokenKeys,
    templates: MailTemplates
  ) {
    self.portal = portal
    self.language = language
    self.from = from
    self.replyTo = replyTo
    self.keys = keys
    self.templates = templates
  }

  /// The same composer with the keys that there are now.
  package func with(keys: TokenKeys) -> MailComposer {
    MailComposer(
      portal: portal, language: language, from: from, replyTo: replyTo, keys: keys, templates: templates)
  }

  /// The message to send, the same to the byte whenever it is asked for.
  package func message(for mail: Mail) throws(MailFault) -> [UInt8] {
    guard let address = EmailAddress(mail.to) else { throw .notAnAddress(mail: mail.id) }
    let facts = try facts(of: mail)
    return Message(
      from: from, replyTo: replyTo, to: Mailbox(name: mail.recipientName, address: address),
      subject: subject(for: mail.kind), date: mail.queuedAt, messageID: mail.messageID, language: language,
      text: templates.text(mail.kind, language, facts), html: templates.html(mail.kind, language, facts)
    ).bytes
  }

  /// What a kind of mail has as its subject; the journal of mails is searched by it.
  package func subject(for kind: Mail.Kind) -> String {
    Self.subject(for: kind, portal: portal.name, in: language)
  }

  package static func subject(for kind: Mail.Kind, portal name: String, in language: Language) -> String {
    let name = PlainText(name).text
    let subject = language.mailWording.subject(of: kind)
    return name.isEmpty ? subject : subject + " – " + name
  }

  private func facts(of mail: Mail) throws(MailFault) -> MailFacts {
    var facts = MailFacts(
      mail, portal: portal, subject: subject(for: mail.kind), language: language, canReply: replyTo != nil)
    switch mail.kind {
    case .link: try LinkMail(mail, portal: portal, keys: keys).add(to: &facts, in: language.mailWording)
    case .reset: try ResetMail(mail, portal: portal, keys: keys).add(to: &facts, in: language.mailWording)
    case .noticeToFormer, .noticeToNew: NoticeMail(mail).add(to: &facts)
    }
    return facts
  }
}
