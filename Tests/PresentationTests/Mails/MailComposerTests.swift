import Foundation
import Provisioning
import Testing

@testable import Presentation

@Suite struct MailComposerTests {
  private static let link =
    "https://famille.valmont.example/mot-de-passe?jeton="
    + PasswordToken(id: Array(0..<16), purpose: .create, account: AccountID(42)).text(key: MailSamples.keys.current)

  @Test(arguments: Language.allCases, Mail.Kind.ofAccounts)
  func `each mail is as it was agreed`(language: Language, kind: Mail.Kind) throws {
    let message = try MailSamples.composer(language).message(
      for: MailSamples.mail(kind, otherAddress: "grace.dupont@ailleurs.example"))
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/\(kind.rawValue).\(language.rawValue).eml")
    // Asked for by who changed a template and read what came of it.
    if ProcessInfo.processInfo.environment["NAVETTE_WRITE_GOLDEN"] != nil { try Data(message).write(to: file) }
    #expect(try MailSamples.text(Array(Data(contentsOf: file))) == MailSamples.text(message))
  }

  @Test(arguments: Language.allCases, Mail.Kind.ofAccounts)
  func `each mail is read by others as it was meant`(language: Language, kind: Mail.Kind) throws {
    let mail = MailSamples.mail(kind)
    let composer = try MailSamples.composer(language, replyTo: "Accueil, enfance <accueil@valmont.example>")
    let read = try ReadMail(composer.message(for: mail))
    #expect(read.defects == [])
    #expect(read.parts == 3)
    #expect(read.header("Subject") == [composer.subject(for: kind)])
    #expect(read.to == [["Mme Ada LEFÈVRE", "ada@valmont.example"]])
    #expect(read.from == [["Portail Famille", "ne-pas-repondre@valmont.example"]])
    #expect(read.header("Reply-To") == ["\"Accueil, enfance\" <accueil@valmont.example>"])
    #expect(read.header("Message-ID") == ["<1.7f3a@valmont.example>"])
    #expect(read.header("Auto-Submitted") == ["auto-generated"])
    #expect(read.header("X-Auto-Response-Suppress") == ["All"])
    #expect(read.header("Date") == ["Mon, 23 Nov 2026 04:00:12 +0000"])
    for text in [read.text, read.html] {
      #expect(text.contains("Mme Ada LEFÈVRE") && text.contains("R-0042"))
      #expect(text.contains("Portail Famille de Valmont"))
      #expect(!text.contains("{{"))
    }
  }

  @Test func `the link stands in both parts, in full, with the time it works`() throws {
    let read = try ReadMail(MailSamples.composer().message(for: MailSamples.mail()))
    #expect(read.text.components(separatedBy: .newlines).contains(Self.link))
    #expect(read.html.components(separatedBy: "href=\"\(Self.link)\"").count == 3)
    #expect(read.html.contains(">\(Self.link)<"))
    #expect(read.text.contains("7 jours") && read.html.contains("7 jours"))
    #expect(read.header("Subject") == ["Créez votre mot de passe – Portail Famille de Valmont"])
  }

  @Test func `a copy is the same to the byte`() throws {
    let first = try MailSamples.composer().message(for: MailSamples.mail())
    let second = try MailSamples.composer().message(for: MailSamples.mail())
    #expect(first == second)
  }

  @Test(arguments: [Mail.Kind.noticeToFormer, .noticeToNew])
  func `a notice carries no link to a password and hides the other address`(kind: Mail.Kind) throws {
    let mail = MailSamples.mail(kind, otherAddress: "grace.dupont@ailleurs.example")
    let read = try ReadMail(MailSamples.composer().message(for: mail))
    for text in [read.text, read.html] {
      #expect(!text.contains("jeton") && !text.contains("mot-de-passe"))
      #expect(!text.contains("grace"))
      #expect(text.contains("g•••@ailleurs.example"))
    }
  }

  @Test(arguments: Mail.Kind.ofAccounts)
  func `nothing is fetched from elsewhere and nothing is counted`(kind: Mail.Kind) throws {
    let html = try ReadMail(MailSamples.composer().message(for: MailSamples.mail(kind))).html
    for forbidden in ["<img", "src=", "url(", "@import", "<script", "<link"] { #expect(!html.contains(forbidden)) }
    #expect(html.contains("<html lang=\"fr\">"))
    #expect(html.components(separatedBy: "<table").count == html.components(separatedBy: "role=\"presentation\"").count)
  }

  @Test(arguments: Mail.Kind.ofAccounts)
  func `French puts a space that does not break before its double signs`(kind: Mail.Kind) throws {
    let text = try ReadMail(MailSamples.composer().message(for: MailSamples.mail(kind))).text
    for sign in [":", ";", "!", "?"] { #expect(!text.contains(" " + sign)) }
    #expect(text.contains("\u{A0}:"))
    #expect(!text.contains("'"))
  }

  @Test func `a key that is not ours, a token for something else, an address that is none are faults`() throws {
    let composer = try MailSamples.composer()
    #expect(throws: MailFault.unknownKey(id: "k9")) { try composer.message(for: MailSamples.mail(keyID: "k9")) }
    #expect(throws: MailFault.notAnAddress(mail: 1)) {
      try composer.message(for: MailSamples.mail(to: "a@b.example\r\nBcc: c@d.example"))
    }
    let reset = MailSamples.mail(.reset)
    let mixed = Mail(
      id: 1, kind: .link, account: reset.account, to: reset.to, recipientName: "", number: "", token: reset.token,
      messageID: "1@b.example", queuedAt: reset.queuedAt, attempts: 0)
    #expect(throws: MailFault.noToken(mail: 1)) { try composer.message(for: mixed) }
  }

  @Test func `an outside portal's link is used as it is written`() throws {
    let portal = MailPortal(
      name: "P", url: "https://p.example/", link: "https://auth.example/set?a=1&t={token}&back={url}")
    let read = try ReadMail(MailSamples.composer(portal: portal).message(for: MailSamples.mail()))
    let token = String(Self.link.split(separator: "=").last ?? "")
    #expect(read.text.contains("https://auth.example/set?a=1&t=\(token)&back=https://p.example"))
    #expect(read.html.contains("https://auth.example/set?a=1&amp;t=\(token)&amp;back=https://p.example"))
  }

  @Test func `a template of the operator's takes the place of ours`() throws {
    let composer = try MailSamples.composer(overrides: ["link.fr.txt.mustache": "Bonjour {{name}} & co : {{link}}\n"])
    let read = try ReadMail(composer.message(for: MailSamples.mail(name: "A & B <c>")))
    #expect(read.text == "Bonjour A & B <c> & co : \(Self.link)\n")
    #expect(read.html.contains("A &amp; B &lt;c&gt;"))
  }

  @Test(arguments: Language.allCases, Mail.Kind.ofAccounts)
  func `our templates say the same when they are given as the operator's`(language: Language, kind: Mail.Kind)
    throws
  {
    let names = ["Ada", "A & B <c> \"d\" 'e'", "", "\u{F0000}name\u{F0001}", "{{link}}"]
    let mails = names.flatMap { name in
      ["", "R-1"].map {
        MailSamples.mail(kind, name: name, number: $0, otherAddress: name.isEmpty ? nil : "a@b.example")
      }
    }
    for replyTo in [nil, "accueil@valmont.example"] {
      let ours = try MailSamples.composer(language, replyTo: replyTo)
      let theirs = try MailSamples.composer(language, replyTo: replyTo, overrides: MailTemplates.files)
      for mail in mails { #expect(try ours.message(for: mail) == theirs.message(for: mail)) }
    }
  }

  @Test func `a template that is wrong is refused before any mail is written`() {
    #expect(throws: MailFault.unknownTemplate(file: "lien.mustache")) {
      try MailTemplates(overrides: ["lien.mustache": ""])
    }
    #expect(throws: MailFault.templateWithoutLink(file: "link.fr.html.mustache")) {
      try MailTemplates(overrides: ["link.fr.html.mustache": "<p>{{lien}}</p>"])
    }
    #expect(throws: MailFault.self) { try MailTemplates(overrides: ["notice-new.fr.txt.mustache": "{{#name}}"]) }
  }

  @Test(arguments: [
    (7 * 86_400, "7 jours", "7 days"), (86_400, "24 heures", "24 hours"), (3_600, "1 heure", "1 hour"),
    (172_800, "2 jours", "2 days"), (200_000, "2 jours", "2 days"), (5_400, "90 minutes", "90 minutes"),
    (90_000, "25 heures", "25 hours"), (30, "1 minute", "1 minute"), (9_000, "2 heures", "2 hours"),
  ])
  func `a length of time is said as people say it, never too long`(seconds: Int, french: String, english: String) {
    #expect(MailFrench().duration(seconds) == french)
    #expect(MailEnglish().duration(seconds) == english)
  }
}
