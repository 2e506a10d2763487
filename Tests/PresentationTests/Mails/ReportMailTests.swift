import Foundation
import Provisioning
import Testing

@testable import Presentation

/// What those who look after the portal are told by mail.
struct ReportMailTests {
  private static let mail = Mail(
    id: 7, kind: .report, account: nil, to: "dsi@valmont.example", recipientName: "DSI", number: "", token: nil,
    messageID: "2026-11-23T04-00-12Z-7f3a.1@valmont.example", queuedAt: MailSamples.queuedAt, attempts: 0,
    report: Mail.ReportReference(
      run: "2026-11-23T04-00-12Z-7f3a", subject: "Navette : 12 créations\r\nBcc: eve@e.example"))

  private static func composer(
    _ language: Language, _ report: Report?, details: Bool = false
  ) throws -> MailComposer {
    var composer = try MailSamples.composer(language)
    composer.reportStyle = TextStyle(language: language, portal: "Portail Famille de Valmont", timeZone: Golden.paris)
    composer.reportHasDetails = details
    composer.recall = { _ in report }
    return composer
  }

  @Test(arguments: ["plan", "sync", "refused", "settled"], Language.allCases)
  func `a report by mail is as it was agreed`(_ name: String, _ language: Language) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    let read = try ReadMail(Self.composer(language, report).message(for: Self.mail))
    #expect(read.defects == [] && read.parts == 3)
    #expect(read.header("Auto-Submitted") == ["auto-generated"])
    #expect(read.header("Bcc").isEmpty)
    #expect(read.to == [["DSI", "dsi@valmont.example"]])
    #expect(!read.html.contains("{{") && !read.text.contains("{{"))
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Golden/report-\(name).\(language.rawValue).txt")
    if ProcessInfo.processInfo.environment["NAVETTE_WRITE_GOLDEN"] != nil { try Data(read.text.utf8).write(to: file) }
    #expect(try String(decoding: Data(contentsOf: file), as: UTF8.self) == read.text)
  }

  @Test(arguments: SampleReports.all.map(\.name), Language.allCases)
  func `without details nobody is named`(_ name: String, _ language: Language) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    let read = try ReadMail(Self.composer(language, report).message(for: Self.mail))
    let names = [
      "LOVELACE", "ada@", "=ada", "Zoé", "DUPONT", "R-00", "+336", "personne1", "Cantine", "Docteur", "@maison", "EVE",
      "evil", "DSID-0000",
    ]
    for text in [read.text, read.html] { for name in names { #expect(!text.contains(name), "\(name)") } }
  }

  @Test(arguments: Language.allCases)
  func `with details the page comes with the mail, and a copy is the same to the byte`(_ language: Language) throws {
    let message = try Self.composer(language, SampleReports.sync, details: true).message(for: Self.mail)
    let read = try ReadMail(message)
    #expect(read.defects == [] && read.parts == 5)
    let text = String(decoding: message, as: UTF8.self)
    #expect(text.contains("filename=\"navette-2026-11-23T04-00-12Z-7f3a.html\""))
    let encoded = text.components(separatedBy: ".html\"\r\n\r\n")[1].components(separatedBy: "\r\n--=_")[0]
    let page = try #require(Data(base64Encoded: encoded.components(separatedBy: "\r\n").joined()))
    #expect(String(decoding: page, as: UTF8.self).contains("LOVELACE Ada"))
    #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    // Before its mails had their turn, and after: a killed process may have sent the first.
    let before = SampleReports.report(.sync, SampleReports.sync.directories)
    #expect(try Self.composer(language, before, details: true).message(for: Self.mail) == message)
  }

  @Test func `a run that is gone leaves the mail waiting, and says why`() throws {
    #expect(throws: MailFault.noReport(mail: Self.mail.id, run: "2026-11-23T04-00-12Z-7f3a", detail: "")) {
      try Self.composer(.fr, nil).message(for: Self.mail)
    }
  }

  @Test func `the subject says what the run came to`() {
    var counts = Counts()
    let subject = { (outcome: RunRecord.Outcome, problems: Int, language: Language) in
      ReportMail.subject(outcome, counts, problems: problems, portal: "", in: language)
    }
    #expect(subject(.settled, 0, .en) == "Navette: nothing to do")
    #expect(subject(.settled, 1, .fr) == "Navette\u{A0}: rien à faire, 1 problème")
    counts.create = 12
    counts.update = 1
    #expect(subject(.applied, 3, .fr) == "Navette\u{A0}: 12 créations, 1 modification, 3 problèmes")
    #expect(subject(.applied, 1, .en) == "Navette: 12 creations, 1 update, 1 problem")
    #expect(subject(.refused, 0, .fr) == "Navette\u{A0}: refusé")
    #expect(subject(.failed, 0, .en) == "Navette: failed")
    #expect(
      ReportMail.subject(.settled, Counts(), problems: 0, portal: "Valmont\r\n", in: .en)
        == "Navette: nothing to do – Valmont")
  }
}
