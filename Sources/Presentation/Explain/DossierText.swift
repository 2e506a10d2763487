import Foundation
import Provisioning

/// The answer to "why this person?", for a terminal.
package struct DossierText {
  let dossier: Dossier
  let style: TextStyle
  let words: any Wording
  let redaction: Redaction
  private let subject: (Mail.Kind) -> String

  package init(_ dossier: Dossier, style: TextStyle, subject: @escaping (Mail.Kind) -> String) {
    self.dossier = dossier
    self.style = style
    self.subject = subject
    words = style.wording
    redaction = style.redact ? .on : .off
  }

  package func write(to sink: ([UInt8]) throws -> Void) rethrows {
    var page = Page(style)
    if dossier.isFound {
      found(&page)
    } else {
      notFound(&page)
    }
    try sink(page.tear())
  }

  private func found(_ page: inout Page) {
    for record in dossier.people { account(record, &page) }
    if dossier.people.isEmpty { page.line(words.say(.noAccount), .bold) }
    for directory in dossier.directories {
      page.line()
      self.directory(directory, &page)
    }
    for record in dossier.people { former(record, &page) }
    for record in dossier.people { history(record, &page) }
  }

  // MARK: The account

  private func account(_ record: AccountRecord, _ page: inout Page) {
    let person = record.account.responsable
    page.line(
      [.init(redaction.value(person.number ?? "") + "  ", .bold), .init(redaction.value(person.displayName), .bold)],
      indent: 0, .wrap(hanging: 2))
    let phrase = DossierPhrase.account(
      record.account.status, hasPassword: record.account.hasPassword, isManaged: record.account.isManaged)
    page.line(words.say(phrase), indent: 2)
    if let date = record.account.emailVerifiedAt { page.line(words.say(.verified(date)), indent: 2) }
    for (field, value) in person.values { self.value(field, value, &page) }
  }

  private func value(_ field: Field, _ value: FieldValue, _ page: inout Page) {
    page.line(
      [.init(words.say(field) + words.say(Term.colon), .dim), .init(shown(value))], indent: 2, .wrap(hanging: 4))
  }

  /// Ties of directories that are asked no longer.
  private func former(_ record: AccountRecord, _ page: inout Page) {
    let named = Set(dossier.directories.map(\.name))
    for tie in record.ties where !named.contains(tie.directory) {
      page.line()
      page.line(words.say(.formerDirectory(tie.directory)), .bold)
      self.tie(tie, record, nil, &page)
    }
  }

  // MARK: Mails, links and what was done

  private func history(_ record: AccountRecord, _ page: inout Page) {
    page.line()
    if record.mails.isEmpty {
      page.line(words.say(.noMails))
    } else {
      page.line(words.say(.mails), .bold)
      for line in MailListing(record.mails, style: style, subject: subject).lines { item(line, &page) }
    }
    page.line()
    if record.tokens.isEmpty {
      page.line(words.say(.noTokens))
    } else {
      page.line(words.say(.tokens), .bold)
      for token in record.tokens { item(words.say(.token(token)), &page) }
    }
    guard !record.journal.isEmpty else { return }
    page.line()
    page.line(words.say(.journal), .bold)
    for entry in record.journal {
      item("\(words.say(entry.at))  \(words.say(.done(entry)))  \(entry.run ?? entry.actor.name)", &page)
    }
  }

  func item(_ text: String, _ page: inout Page) { page.line([.init(text)], indent: 2, .wrap(hanging: 4)) }

  func shown(_ value: FieldValue?) -> String {
    switch value {
    case nil: words.say(Term.nothing)
    case .text(let text): redaction.value(text)
    case .list(let list): list.map(redaction.value).joined(separator: ", ")
    }
  }
}

extension Responsable {
  /// The fields that have a value, in the order people read them.
  var values: [(Field, FieldValue)] {
    (Field.standard + attributes.keys.sorted().map(Field.attribute)).compactMap { field in
      self[field].map { (field, $0) }
    }
  }
}
