import Foundation
import Provisioning

/// Writes the mails of the outbox.
package struct MailComposer: Sendable {
  package let portal: MailPortal
  package let language: Language
  package let from: Mailbox
  package let replyTo: Mailbox?
  /// How the reports among the mails are written, and the report of a run from the journal.
  package var reportStyle: TextStyle
  package var reportHasDetails = false
  package var recall: @Sendable (_ run: String) throws -> Report? = { _ in nil }
  private let keys: TokenKeys
  private let templates: MailTemplates
  private let letterheads: [Mail.Kind: Letterhead]

  package init(
    portal: MailPortal, language: Language, from: Mailbox, replyTo: Mailbox? = nil, keys: TokenKeys,
    templates: MailTemplates
  ) {
    self.portal = portal
    self.language = language
    self.from = from
    self.replyTo = replyTo
    reportStyle = TextStyle(language: language, portal: portal.name)
    self.keys = keys
    self.templates = templates
    letterheads = Mail.Kind.allCases.reduce(into: [:]) { letterheads, kind in
      let subject = Self.subject(for: kind, portal: portal.name, in: language)
      letterheads[kind] = Letterhead(from: from, replyTo: replyTo, subject: subject, language: language)
    }
  }

  /// The same composer with the keys that there are now.
  package func with(keys: TokenKeys) -> MailComposer {
    MailComposer(
      portal: portal, language: language, from: from, replyTo: replyTo, keys: keys, templates: templates)
  }

  /// The message to send, the same to the byte whenever it is asked for.
  package func message(for mail: Mail) throws(MailFault) -> [UInt8] {
    guard let address = EmailAddress(mail.to) else { throw .notAnAddress(mail: mail.id) }
    let report = try mail.report.map { reference throws(MailFault) in try reportMail(reference, in: mail.id) }
    let letterhead = letterhead(of: mail)
    let parts = templates.parts(try facts(of: mail, about: letterhead.subject, report))
    return Message(
      letterhead, to: Mailbox(name: mail.recipientName, address: address), date: mail.queuedAt,
      messageID: mail.messageID, text: parts.text, html: parts.html, attachment: report?.attachment
    ).bytes
  }

  private func reportMail(_ reference: Mail.ReportReference, in mail: Mail.ID) throws(MailFault) -> ReportMail {
    let found: Report?
    do {
      found = try recall(reference.run)
    } catch {
      throw .noReport(mail: mail, run: reference.run, detail: "\(error)")
    }
    guard let found else { throw .noReport(mail: mail, run: reference.run, detail: "") }
    return ReportMail(found, style: reportStyle, hasDetails: reportHasDetails)
  }

  private func letterhead(of mail: Mail) -> Letterhead {
    // A report's subject says what its run came to.
    guard mail.report == nil, let letterhead = letterheads[mail.kind] else {
      let subject = mail.report.map { PlainText($0.subject).text } ?? subject(for: mail.kind)
      return Letterhead(from: from, replyTo: replyTo, subject: subject, language: language)
    }
    return letterhead
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

  private func facts(of mail: Mail, about subject: String, _ report: ReportMail?) throws(MailFault) -> MailFacts {
    var facts = MailFacts(
      mail, portal: portal, subject: subject, language: language, canReply: replyTo != nil)
    switch mail.kind {
    case .link: try LinkMail(mail, portal: portal, keys: keys).add(to: &facts, in: language.mailWording)
    case .reset: try ResetMail(mail, portal: portal, keys: keys).add(to: &facts, in: language.mailWording)
    case .noticeToFormer, .noticeToNew: NoticeMail(mail).add(to: &facts)
    case .report: report?.add(to: &facts)
    }
    return facts
  }
}
