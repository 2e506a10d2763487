import Foundation
import Provisioning
import Testing

@testable import navette

/// Settings that are wrong: each fault names its place and its remedy.
@Suite struct SettingsFaultTests {
  let folder: SettingsFolder

  init() throws { folder = try SettingsFolder() }

  /// One line of the least settings replaced by another text, or a text added, and the one fault that results.
  static let cases: [(replaced: String, by: String, key: String, saying: String)] = [
    ("    base:", "    bsae: x\n    base:", "directories[0].bsae", "did you mean `base`"),
    (
      "",
      "report: { when: always }\nmail: { transport: file:mails, from: a@b.example }\nportal: { url: https://f.example }",
      "report.to", "missing"
    ),
    ("", "report: { to: dsi@b.example }", "mail", "missing"),
    ("", "retention: { runs: 1d }", "retention", "not known"),
    ("", "fullEvery: 24h", "fullEvery", "not known"),
    ("", "watch: { every: 5s }", "watch.every", "not known"),
    ("", "watch: { pollEvery: 0s }", "watch.pollEvery", "at least 1s"),
    ("", "watch: { runEvery: 5s }", "watch.runEvery", "at least 60s"),
    ("    base:", "    fullEvery: 5s\n    base:", "directories[0].fullEvery", "at least 60s"),
    ("sqlite:navette.sqlite", "mysql://db/navette", "store", "must be sqlite:FILE"),
    ("sqlite:navette.sqlite", "postgresql://db/navette", "store", "add sslmode=verify-full"),
    ("sqlite:navette.sqlite", "postgresql://db/navette?sslmode=require", "store", "add sslmode=verify-full"),
    ("sqlite:navette.sqlite", "postgresql://ada:secret@127.0.0.1/navette", "store", "use storePasswordFile"),
    ("sqlite:navette.sqlite", "postgresql://127.0.0.1/navette?nosuch=1", "store", "no address of PostgreSQL"),
    (
      "sqlite:navette.sqlite", "postgresql://127.0.0.1/navette\nstorePasswordFile: nosuch", "storePasswordFile",
      "cannot be read"
    ),
    ("sqlite:navette.sqlite", "sqlite:navette.sqlite\nstorePasswordFile: password", "storePasswordFile", "needs none"),
    ("sqlite:navette.sqlite", "sqlite:navette.sqlite?mod=0660", "store?mod", "did you mean `mode`"),
    ("sqlite:navette.sqlite", "sqlite:navette.sqlite?mode=0666", "store", "mode=0660 (its group too)"),
    ("sqlite:navette.sqlite", "sqlite:navette.sqlite?mode=660", "store", "mode=0660 (its group too)"),
    ("sqlite:navette.sqlite", "sqlite:?mode=0660", "store", "must be sqlite:FILE"),
    ("ldaps://ldap.valmont.example", "'srv:'", "directories[0].url", "must be ldap://"),
    ("ldaps://ldap.valmont.example", "srv:valmont..example", "directories[0].url", "must be ldap://"),
    ("ldaps://ldap.valmont.example", "ldap:///ou=a,dc=example", "directories[0].url", "must be ldap://"),
    (
      "ldaps://ldap.valmont.example",
      "srv:valmont.example\n    bind: { method: simple, dn: cn=x, passwordFile: password }", "directories[0].bind",
      "in clear"
    ),
    ("ldaps://ldap.valmont.example", "ldaps://user@ldap.example", "directories[0].url", "must be ldap://"),
    ("ldaps://ldap.valmont.example", "[ldaps://a.example, 'ldap:/b']", "directories[0].url[1]", "must be ldap://"),
    ("ldaps://ldap.valmont.example", "[]", "directories[0].url", "empty list"),
    (
      "    base:", "    bind: { method: kerberos }\n    base:", "directories[0].bind.method",
      "anonymous, simple, external or gssapi"
    ),
    ("    base:", "    bind: { method: gssapi }\n    base:", "directories[0].bind.keytab", "missing"),
    (
      "    base:", "    bind: { method: gssapi, keytab: nowhere.keytab }\n    base:", "directories[0].bind.keytab",
      "nowhere.keytab: it cannot be read"
    ),
    (
      "    base:", "    bind: { method: gssapi, keytab: open.key }\n    base:", "directories[0].bind.keytab",
      "run chmod 600"
    ),
    (
      "    base:", "    bind: { method: gssapi, keytab: bad.key, dn: cn=x }\n    base:", "directories[0].bind.dn",
      "method gssapi needs none"
    ),
    (
      "    base:",
      "    bind: { method: external, keytab: bad.key }\n    clientCertificate: { certFile: a, keyFile: b }\n    base:",
      "directories[0].bind.keytab", "method external needs none"
    ),
    ("    base:", "    bind: { method: external }\n    base:", "directories[0].bind.method", "clientCertificate"),
    ("    base:", "    bind: { method: simple, dn: cn=x }\n    base:", "directories[0].bind.passwordFile", "missing"),
    ("    base:", "    bind: { method: anonymous, dn: cn=x }\n    base:", "directories[0].bind.dn", "take it out"),
    (
      "    base:", "    read: sometimes\n    base:", "directories[0].read",
      "auto, full, syncrepl, dirsync, usn or timestamp"
    ),
    ("    base:", "    sweepEvery: often\n    base:", "directories[0].sweepEvery", "duration"),
    ("    base:", "    overlap: 0s\n    base:", "directories[0].overlap", "at least 1s"),
    ("    base:", "    startTLS: true\n    base:", "directories[0].startTLS", "ldap:// only"),
    ("    base:", "    startTLS: yes\n    base:", "directories[0].startTLS", "true or false"),
    ("    base:", "    pageSize: many\n    base:", "directories[0].pageSize", "whole number"),
    ("    base:", "    pageSize: 0\n    base:", "directories[0].pageSize", "from 1 to"),
    ("    base:", "    connectTimeout: 10\n    base:", "directories[0].connectTimeout", "duration"),
    (
      "    base:", "    filter: \"(cn=Ada\"\n    base:", "directories[0].filter",
      "after 7 bytes there should be a closing"
    ),
    ("ou=responsables,dc=valmont,dc=example", "responsables", "directories[0].base", "a DN"),
    ("    base: ou=responsables,dc=valmont,dc=example\n", "", "directories[0].base", "missing"),
    ("mapping: openldap", "mapping: opendlap", "directories[0].mapping", "the shipped ones ("),
    ("mapping: openldap", "mapping: none/there.yaml", "directories[0].mapping", "none/there.yaml"),
    ("name: mairie", "name: la mairie", "directories[0].name", "letters, digits"),
    ("name: mairie", "name:", "directories[0].name", "not nothing"),
    ("name: mairie", "name: &m mairie", "directories[0].name", "anchor"),
    ("name: mairie", "<<: {}\n    name: mairie", "directories[0].<<", "merge key"),
    ("", "limits: { linkMail: 5 }", "limits.linkMail", "did you mean `linkMails`"),
    ("", "limits: { linkMails: lots }", "limits.linkMails", "a count such as"),
    ("", "limits: { updates: -5% }", "limits.updates", "a count such as"),
    ("", "limits: 5", "limits", "a group of keys"), ("", "absence: { grace: soon }", "absence.grace", "duration"),
    ("", "sharedEmail: maybe", "sharedEmail", "allow or hold"),
    ("", "portal: { locale: de }", "portal.locale", "fr or en"),
    ("", "portal: { url: http://famille.example }", "portal.url", "https://"),
    ("", "portal: { link: \"{url}/p\" }", "portal.link", "{token}"),
    ("", "portal: { link: \"{url}/{token}/{token}\" }", "portal.link", "once"),
    ("", "portal: { link: \"http://x.example/{token}\" }", "portal.link", "https://"),
    ("", "portal: { link: \"{url}/{token}/{who}\" }", "portal.link", "{token}"),
    ("", "portal: { timeZone: Europe/Valmont }", "portal.timeZone", "time zone"),
    ("", "portal: { name: \"${env:NAVETTE_NOT_SET}\" }", "portal.name", "no variable NAVETTE_NOT_SET"),
    ("", "portal: { name: \"${vault:x}\" }", "portal.name", "not known"),
    ("secret.key", "other.key", "secretKeyFile", "cannot be read"),
    ("secret.key", "empty.key", "secretKeyFile", "empty"),
    ("secret.key", "open.key", "secretKeyFile", "chmod 600"), ("secret.key", "bad.key", "secretKeyFile", "line 1"),
    ("directories:", "store: sqlite:b\ndirectories:", "store", "twice"),
  ]

  @Test(arguments: cases.indices)
  func `a fault names its key, its place and its remedy`(index: Int) throws {
    try folder.write("", to: "empty.key", mode: 0o600)
    try folder.write("k1 \(SettingsFolder.secret)", to: "open.key", mode: 0o640)
    try folder.write("k1", to: "bad.key", mode: 0o600)
    let one = Self.cases[index]
    let least = SettingsFolder.least
    let faults = try folder.faults(one.replaced.isEmpty ? least + one.by : least.replacing(one.replaced, with: one.by))
    #expect(faults.count == 1, "\(faults)")
    let fault = try #require(faults.first)
    #expect(fault.key == one.key)
    #expect(fault.english.contains(one.saying), "\(fault)")
    #expect(fault.file == folder.settings && fault.line != nil && fault.column != nil)
  }

  @Test func `everything that is wrong is told at once, in the order of the lines`() throws {
    let text = """
      strore: sqlite:navette.sqlite
      directories:
        - name: mairie
          url: ldap://ldap.valmont.example
          bind: { method: simple, dn: cn=x, passwordFile: password }
          base: dc=example
          mapping: openldap
        - name: mairie
          url: ldif:people.ldif
          mapping: openldap
      sharedEmail: never
      """
    let faults = try folder.faults(text)
    #expect(
      faults.map(\.key) == [
        "strore", "store", "secretKeyFile", "directories[0].bind", "directories[1].name", "sharedEmail",
      ])
    #expect(faults.map(\.line) == [1, 1, 1, 5, 8, 11])
  }

  @Test func `a simple bind in clear is fine on loopback only`() throws {
    let text = { (url: String) in
      SettingsFolder.least.replacing("ldaps://ldap.valmont.example", with: url).replacing(
        "    base:", with: "    bind: { method: simple, dn: cn=x, passwordFile: password }\n    base:")
    }
    for url in ["ldap://127.0.0.1:3389", "ldap://localhost", "'ldap://[::1]'", "ldapi://%2Frun%2Fldapi"] {
      #expect(try folder.faults(text(url)).isEmpty, "\(url)")
    }
    for url in ["ldap://ldap.example", "ldap://127.0.0.1.example", "[ldap://localhost, ldap://10.0.0.1]"] {
      #expect(try folder.faults(text(url)).map(\.key) == ["directories[0].bind"], "\(url)")
    }
  }

  @Test func `a file directory needs nothing of a server`() throws {
    let text = SettingsFolder.least.replacing("ldaps://ldap.valmont.example", with: "ldif:people.ldif")
      .replacing("    base: ou=responsables,dc=valmont,dc=example\n", with: "")
    let settings = try folder.load(text)
    #expect(settings.directories.first?.urls == [.ldif(path: folder.path + "/people.ldif")])
    #expect(settings.directories.first?.bases == [])
    #expect(try folder.faults(text.replacing("    mapping:", with: "    caFile: x\n    mapping:")).count == 1)
  }

  @Test(arguments: [("a: [", 1), ("a: b: c", 1), ("a: \"x", 1), ("a: 1\n\tb: 2", 2)])
  func `what is not YAML says where`(text: String, line: Int) throws {
    let faults = try folder.faults(text)
    #expect(faults.count == 1)
    #expect((faults.first?.line ?? 0) >= line)
  }

  @Test(arguments: ["", "# nothing\n", "just text", "- a\n- b\n"])
  func `a file without keys is refused`(text: String) throws {
    #expect(try folder.faults(text).count == 1)
  }
}
