import Testing

@testable import navette

/// Mail settings that are wrong.
@Suite struct SettingsMailFaultTests {
  let folder: SettingsFolder

  init() throws { folder = try SettingsFolder() }

  static let mails: [(text: String, key: String, saying: String)] = [
    ("{ transport: smtp://r.example }", "mail.from", "missing"), ("{ from: a@b.example }", "mail.transport", "missing"),
    ("{ transport: http://r.example, from: a@b.example }", "mail.transport", "smtp://"),
    ("{ transport: smtp://r.example, from: nobody }", "mail.from", "an address"),
    ("{ transport: smtp://r.example, from: a@b.example, rate: 5 }", "mail.rate", "100/min"),
    ("{ transport: smtp://r.example, from: a@b.example, rate: 0/s }", "mail.rate", "100/min"),
    ("{ transport: smtp://r.example, from: a@b.example, quietHours: '25:00-07:00' }", "mail.quietHours", "21:00-07:00"),
    ("{ transport: smtp://r.example, from: a@b.example, username: x }", "mail.passwordFile", "missing"),
    ("{ transport: smtp://r.example, from: a@b.example, passwordFile: password }", "mail.username", "missing"),
    (
      "{ transport: smtp://r.example, from: a@b.example, startTLS: off, username: x, passwordFile: password }",
      "mail.startTLS", "in clear"
    ),
    ("{ transport: smtps://r.example, from: a@b.example, startTLS: required }", "mail.startTLS", "from the start"),
    ("{ transport: file:mails, from: a@b.example, rate: 1/s }", "mail.rate", "take it out"),
    ("{ transport: smtp://r.example, from: a@b.example, connexions: 3 }", "mail.connexions", "`connections`"),
    ("{ transport: smtp://r.example, from: a@b.example, connections: 0 }", "mail.connections", "from 1 to 64"),
  ]

  @Test(arguments: mails.indices)
  func `a fault of mail settings is told`(index: Int) throws {
    let one = Self.mails[index]
    let portal = "portal: { url: https://famille.example }\nmail: "
    let faults = try folder.faults(SettingsFolder.least + portal + one.text)
    #expect(faults.map(\.key) == [one.key], "\(faults)")
    #expect(faults.first?.english.contains(one.saying) == true, "\(faults)")
  }

  @Test func `mails need to know where links lead`() throws {
    let mail = "mail: { transport: file:mails, from: a@b.example }\n"
    #expect(try folder.faults(SettingsFolder.least + mail).map(\.key) == ["portal"])
    #expect(try folder.faults(SettingsFolder.least + mail + "portal: { name: x }").map(\.key) == ["portal.url"])
    #expect(try folder.faults(SettingsFolder.least + mail + "portal: { link: 'https://p.example/{token}' }").isEmpty)
  }
}
