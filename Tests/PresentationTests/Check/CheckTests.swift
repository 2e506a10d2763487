import Foundation
import Provisioning
import Testing

@testable import Presentation

/// What `navette check` shows.
@Suite struct CheckTests {
  private func text(_ findings: [Finding], width: Int? = nil) -> String {
    var bytes: [UInt8] = []
    CheckText(findings, style: TextStyle(width: width, language: .en)).write { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func `each line has its sign, and its remedy below it`() {
    let shown = text(SampleFindings.all)
    #expect(shown.contains("✓ settings"))
    #expect(shown.contains("✗ name"))
    #expect(shown.contains("This is a sample: write the name of your own server in “url”."))
    #expect(shown.contains("\nmairie · ldaps://ldap.valmont.fr\n"))
  }

  @Test func `one attribute that is missing is spoken of in the singular`() {
    #expect(text(SampleFindings.all).contains("Nobody has mail: may this account read it"))
    #expect(text(SampleFindings.all).contains("Nobody has mail and mobile: may this account read them"))
  }

  @Test func `a command is never broken into lines`() {
    let command =
      "ldapsearch -LLL -H ldaps://ldap.valmont.example -b ou=responsables,dc=valmont,dc=example '(a=b)' mail sn"
    let shown = text([Finding(.connected, directory: "mairie", server: "ldaps://x", command: command)], width: 40)
    #expect(shown.split(separator: "\n").contains { $0.hasSuffix(command) })
  }

  @Test func `a fault is told by the last line and by the tally`() {
    #expect(text(SampleFindings.all).hasSuffix("Mend what is marked, then run navette check again.\n"))
    #expect(text([Finding(.lockFree)]).hasSuffix("All is well: 1 line. Next: navette plan\n"))
  }

  @Test func `programs get subject, verdict and figures`() throws {
    var bytes: [UInt8] = []
    CheckJSON(SampleFindings.all, style: TextStyle(language: .en)).write { bytes += $0 }
    let tree = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(tree["outcome"] as? String == "bad")
    let checks = try #require(tree["checks"] as? [[String: Any]])
    #expect(checks.count == SampleFindings.all.count)
    let carried = try #require(checks.first { $0["subject"] as? String == "attributes" })
    #expect(carried["attributes"] as? [String: Int] == ["sn": 12, "mail": 0, "accountExpires": 0])
    #expect(checks.compactMap { $0["others"] as? [String: Int] } == [["cn": 12, "uid": 3]])
    #expect(checks.compactMap { $0["classes"] as? [String: Int] } == [["posixAccount": 9], ["posixAccount": 90]])
    #expect(checks.allSatisfy { ["good", "notice", "bad", "untried"].contains($0["verdict"] as? String) })
  }

  @Test func `a control character of a server never reaches the terminal`() {
    let shown = text([Finding(.unresolved(host: "a\u{1B}[31mb", detail: "\r\n"))])
    #expect(!shown.contains("\u{1B}") && !shown.contains("\r"))
  }
}
