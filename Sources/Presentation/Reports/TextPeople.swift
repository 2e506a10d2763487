import Foundation
import Provisioning

extension TextReport {
  /// Words that come back with every person, looked up once.
  struct Phrases {
    let nothing: String
    let noNumber: String
    let formerDN: String
    private let colon: String
    private let labels: [Field: String]
    private let words: any Wording

    init(_ words: any Wording) {
      self.words = words
      nothing = words.say(.nothing)
      noNumber = words.say(.noNumber)
      formerDN = words.say(.formerDN)
      let colon = words.say(.colon)
      self.colon = colon
      labels = Dictionary(uniqueKeysWithValues: Field.standard.map { ($0, words.say($0) + colon) })
    }

    /// The name of a field with what separates it from a value.
    func label(_ field: Field) -> String { labels[field] ?? words.say(field) + colon }
  }

  /// One person: who, what changes, why, and the mails that leave.
  func person(_ change: Change, in directory: DirectoryReport, _ phrases: Phrases, _ page: inout Page) {
    let ink = Ink.of(change.kind)
    let number = directory.number(of: change).map(redaction.value) ?? phrases.noNumber
    let name = redaction == .on ? change.anchor.text : change.name
    page.line()
    page.line(
      [.init(style.symbols.sign(of: change.kind), ink), .init(" " + number + "  "), .init(name, .bold)],
      indent: 2, .cut)
    page.line([.init(redaction.dn(change.dn), .dim)], indent: 4, .cut)
    if let previous = change.previousDN {
      page.line([.init(phrases.formerDN + " " + redaction.dn(previous), .dim)], indent: 4, .cut)
    }
    if style.verbose && redaction == .off { page.line([.init(change.anchor.text, .dim)], indent: 4, .cut) }
    for field in change.fields { self.field(field, of: change.kind, phrases, &page) }
    page.line([.init(words.reason(of: change))], indent: 4, .wrap(hanging: 6))
    for mail in change.mails {
      page.line(
        [.init(style.symbols.mail + " ", .cyan), .init(words.say(mail), .cyan)], indent: 4, .wrap(hanging: 6))
    }
  }

  private func field(_ field: FieldChange, of kind: Change.Kind, _ phrases: Phrases, _ page: inout Page) {
    var spans = [Page.Span(phrases.label(field.field), .dim)]
    // A new account has nothing before; saying so for every field would hide what matters.
    if kind != .create || field.from != nil {
      spans += [value(field.from, phrases, .red), .init(style.symbols.arrow, .dim)]
    }
    spans.append(value(field.to, phrases, .green))
    page.line(spans, indent: 4, .wrap(hanging: 6))
  }

  private func value(_ value: FieldValue?, _ phrases: Phrases, _ ink: Ink) -> Page.Span {
    switch value {
    case nil: Page.Span(phrases.nothing, .dim)
    case .text(let text): Page.Span(redaction.value(text), ink)
    case .list(let list): Page.Span(list.map(redaction.value).joined(separator: ", "), ink)
    }
  }
}
