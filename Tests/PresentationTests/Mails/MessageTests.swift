import Foundation
import Provisioning
import Testing

@testable import Presentation

@Suite struct MessageTests {
  private static let nasty = [
    "Ada\r\nBcc: eve@evil.example", "Ada\nSubject: other", "Ada\rX: y", "Ada\u{0}\u{7}\u{1B}[31m", "Ada\u{2028}Bcc: x",
    "Ada\u{85}Bcc: x", "\"Ada\" <eve@evil.example>,", "=?utf-8?B?QmNjOg==?=", "Ada\\", "\"", "Ada (comment)", "a,b;c:d",
    "", "   ", "\u{202E}adA", "<script>alert(1)</script>", "👩‍👧‍👦 Famille Ñoño", String(repeating: "é", count: 998),
    String(repeating: "x", count: 998), String(repeating: "mot ", count: 250), "Jean-Baptiste O’Neill-Müller",
    "<\u{301}script>", "a\"\u{301}b",
  ]

  @Test func `a name can neither add a header nor break a line`() throws {
    let headers = try ReadMail(MailSamples.composer().message(for: MailSamples.mail())).headers.map { $0[0] }
    let composers = try Self.nasty.map {
      try MailSamples.composer(portal: MailPortal(name: $0, url: "https://p.example"))
    }
    let messages = try zip(Self.nasty, composers).map { name, composer in
      try composer.message(for: MailSamples.mail(name: name, number: name, messageID: "1@a\r\nBcc:x"))
    }
    for (read, (name, composer)) in zip(try ReadMail.read(messages), zip(Self.nasty, composers)) {
      #expect(read.defects == [], "\(name)")
      #expect(read.headers.map { $0[0] } == headers, "\(name)")
      #expect(read.to == [[PlainText(name).text, "ada@valmont.example"]])
      #expect(read.header("Subject") == [composer.subject(for: .link)])
      #expect(!read.html.unicodeScalars.split(separator: "<").contains { $0.starts(with: "script>".unicodeScalars) })
      #expect(!read.html.contains("<\u{301}") && !read.html.contains("\"\u{301}"))
    }
  }

  @Test(arguments: nasty)
  func `every line is short, ASCII and ends with CR LF`(name: String) throws {
    let message = try MailSamples.composer().message(for: MailSamples.mail(name: name, number: name))
    let lines = message.split(separator: 10, omittingEmptySubsequences: false)
    #expect(lines.last?.isEmpty == true)
    for line in lines.dropLast() {
      #expect(line.last == 13)
      #expect(line.count <= 77)
      #expect(line.dropLast().allSatisfy { $0 >= 32 && $0 < 127 })
    }
  }

  @Test func `long lines of text are folded and come out whole`() throws {
    let long = String(repeating: "à", count: 998) + " \n" + String(repeating: "=", count: 400) + "\t\n.\n\nfin "
    let text = MailSamples.text(QuotedPrintable(long).bytes)
    #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let address = try MailSamples.address("a@b.example")
    let mailbox = Mailbox(name: "", address: address)
    let message = Message(
      Letterhead(from: mailbox, replyTo: nil, subject: "s", language: .en), to: mailbox, date: MailSamples.queuedAt,
      messageID: "1@b.example", text: QuotedPrintable(long), html: QuotedPrintable(long))
    let read = try ReadMail(message.bytes)
    #expect(read.text == long + "\n")
    #expect(read.html == long + "\n")
  }

  @Test(arguments: [
    (0.0, "Thu, 01 Jan 1970 00:00:00 +0000"), (1_795_406_412.9, "Mon, 23 Nov 2026 04:00:12 +0000"),
    (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 +0000"),
    (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"), (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
  ])
  func `a moment is written as headers want it`(seconds: Double, text: String) {
    #expect(MessageDate(Date(timeIntervalSince1970: seconds)).text == text)
  }

  @Test(arguments: [
    ("Portail Famille <a@b.example>", "Portail Famille", "a@b.example"),
    ("\"Portail, Famille\" <a@b.example> ", "Portail, Famille", "a@b.example"),
    ("\"Le \\\"Portail\\\"\" <a@b.example>", "Le \"Portail\"", "a@b.example"),
    ("a@b.example", "", "a@b.example"), ("<a@b.example>", "", "a@b.example"),
    ("Élan\r\nBcc: x <a@B.example>", "Élan Bcc: x", "a@b.example"),
  ])
  func `a mailbox is read from its text`(text: String, name: String, address: String) {
    let mailbox = Mailbox(text)
    #expect(mailbox?.name == name)
    #expect(mailbox?.address.spelling == address)
  }

  @Test(arguments: ["", "Portail", "Portail <>", "<a@b.example", "a@b.example>", "Portail <a@b.example> x", "> <"])
  func `other texts are no mailbox`(text: String) { #expect(Mailbox(text) == nil) }

  @Test(arguments: [
    ("ada@b.example", "a•••@b.example"), ("a@b.example", "•••@b.example"), ("éa@b.example", nil),
  ])
  func `an address is masked`(text: String, masked: String?) {
    #expect(EmailAddress(text).map(NoticeMail.masked) == masked)
  }
}
