import Foundation
import Testing

@testable import navette

/// The settings people begin with: `deploy/navette.yaml.example`.
@Suite struct SettingsExampleTests {
  let folder: SettingsFolder
  let text: String

  init() throws {
    folder = try SettingsFolder()
    for name in ["ldap-password", "relay-password"] { try folder.write("s3cret\n", to: name, mode: 0o600) }
    let example = SettingsFolder.repository.appending(path: "deploy/navette.yaml.example")
    text = try String(contentsOf: example, encoding: .utf8)
  }

  @Test func `the example settings are understood`() throws {
    let settings = try folder.load(text)
    #expect(settings.directories.map(\.name) == ["mairie"])
    #expect(settings.mail?.transport == .smtp(host: "relay.valmont.example", port: 587))
  }

  @Test func `what the example calls a default is one`() throws {
    let settings = try folder.load(text)
    let least = try folder.load(SettingsFolder.least)
    #expect(settings.limits == least.limits && settings.tokens == least.tokens)
    #expect(settings.absenceGrace == least.absenceGrace && settings.sharedEmail == least.sharedEmail)
    #expect(settings.portal.link == least.portal.link && settings.portal.locale == least.portal.locale)
    #expect(settings.portal.timeZone == least.portal.timeZone)
    let directory = try #require(settings.directories.first)
    let plain = try #require(least.directories.first)
    #expect(directory.startTLS == plain.startTLS && directory.scope == plain.scope && directory.read == plain.read)
    #expect(directory.pageSize == plain.pageSize && directory.connectTimeout == plain.connectTimeout)
    #expect(directory.idleTimeout == plain.idleTimeout)
    let mails =
      "portal: { url: \"https://famille.valmont.example\" }\n" + SettingsFolder.least
      + "mail: { transport: \"smtp://relay.valmont.example\", from: a@valmont.example }\n"
    let mail = try #require(try folder.load(mails).mail)
    #expect(settings.mail?.startTLS == mail.startTLS && settings.mail?.connections == mail.connections)
    #expect(settings.mail?.deliverFor == mail.deliverFor)
  }

  @Test func `the settings schema accepts the example`() throws {
    #expect(try SettingsSchemaTests().verdict("settings", text) == "")
  }
}
