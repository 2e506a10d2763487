import Delivery
import Testing

@testable import navette

/// Where mails are handed over, as the settings write it.
@Suite struct SettingsRelayTests {
  private func read(_ address: String) -> MailTransportURL? {
    MailTransportURL(address) { $0.hasPrefix("/") ? $0 : "/etc/navette/" + $0 }
  }

  @Test(arguments: [
    ("smtp://relay.valmont.example", "relay.valmont.example", 25),
    ("smtp://relay.valmont.example:587", "relay.valmont.example", 587), ("smtp://[::1]:2525", "::1", 2525),
  ])
  func `a relay is read from its address`(address: String, host: String, port: Int) {
    #expect(read(address) == .smtp(host: host, port: port))
  }

  @Test func `a relay that is encrypted from the first byte has another port`() {
    #expect(read("smtps://relay.valmont.example") == .smtps(host: "relay.valmont.example", port: 465))
  }

  @Test(arguments: [
    ("file:mails", "/etc/navette/mails"), ("file:/var/mails", "/var/mails"), ("file:///var/mails", "/var/mails"),
  ])
  func `a folder is read from its address`(address: String, path: String) {
    #expect(read(address) == .file(path: path))
  }

  @Test(arguments: [
    "", "relay", "http://relay", "smtp://", "smtp://u:p@relay", "smtp://relay/x", "smtp://relay:0",
    "smtp://relay:99999", "file:", "file://", "file://host/x", "smtp://relay?x",
  ])
  func `other addresses are none`(address: String) { #expect(read(address) == nil) }
}
