import Foundation
import Provisioning
import Testing

@testable import navette

/// Settings that are right.
@Suite struct SettingsTests {
  let folder: SettingsFolder

  init() throws { folder = try SettingsFolder() }

  @Test func `store, secret key and one directory are enough`() throws {
    let settings = try folder.load(SettingsFolder.least)
    #expect(settings.store == .sqlite(path: folder.path + "/navette.sqlite"))
    #expect(settings.tokenKeys.current.id == "k1")
    #expect(settings.portal == PortalSettings() && settings.limits == LimitSettings() && settings.mail == nil)
    #expect(settings.absenceGrace == 86_400 && settings.sharedEmail == .allow && settings.tokens == TokenSettings())
    let directory = try #require(settings.directories.first)
    #expect(directory.urls == [.ldaps(host: "ldap.valmont.example", port: 636)])
    #expect(directory.bind == .anonymous && directory.pageSize == 1000 && directory.read == .auto)
    #expect(directory.mapping.name == "openldap" && directory.mappingPath == nil)
  }

  @Test(arguments: [
    ("srv:Valmont.example.", "srv:valmont.example", true),
    ("srv+ldaps:valmont.example", "srv+ldaps:valmont.example", false),
    ("ldap:///dc=valmont,dc=example", "srv:valmont.example", true),
    ("ldaps:///DC%3Dvalmont,dc=example", "srv+ldaps:valmont.example", false),
  ])
  func `a domain stands for the servers that the DNS names`(text: String, meaning: String, isClear: Bool) throws {
    let url = try #require(DirectoryURL(text) { $0 })
    #expect(url.text == meaning && url.isClear == isClear && !url.isLocal && !url.isFile)
    let least = SettingsFolder.least.replacing("ldaps://ldap.valmont.example", with: text)
    #expect(try folder.load(least).directories.first?.urls == [url])
    #expect(try SettingsSchemaTests().verdict("settings", least) == "")
  }

  @Test func `every setting is read`() throws {
    let settings = try folder.load(Self.everything)
    #expect(settings.portal.name == "Portail de Valmont" && settings.portal.locale == .en)
    #expect(settings.portal.url == "https://famille.valmont.example" && settings.portal.timeZone == "Indian/Reunion")
    let directory = try #require(settings.directories.first)
    #expect(directory.urls.map(\.text) == ["ldap://ldap1.valmont.example:389", "ldap://[::1]:1389"])
    #expect(
      directory.bind
        == .simple(dn: "cn=navette,dc=valmont,dc=example", password: Secret("s3cret", file: folder.path + "/password")))
    #expect(directory.startTLS && directory.caFile == folder.path + "/ca.pem")
    #expect(directory.bases == ["ou=a,dc=valmont,dc=example", "ou=b,dc=valmont,dc=example"])
    #expect(directory.filter?.text == "(employeeType=responsable)" && directory.scope == .one)
    #expect(directory.pageSize == 500 && directory.connectTimeout == 5 && directory.idleTimeout == 120)
    #expect(settings.limits.limits[.deactivations] == .count(12) && settings.limits.limits[.creations] == Limit.none)
    #expect(settings.limits.limits[.updates] == .percent(2.5) && settings.limits.limits[.linkMails] == .count(500))
    #expect(settings.limits.allowEmpty && settings.limits.window == 172_800 && settings.absenceGrace == 0)
    #expect(settings.watch == WatchSettings(gather: 0, pollEvery: 10, runEvery: 3600))
    #expect(settings.sharedEmail == .hold && settings.tokens == TokenSettings(creation: 259_200, reset: 3600))
    let mail = try #require(settings.mail)
    #expect(mail.transport == .smtp(host: "relay.valmont.example", port: 587) && mail.startTLS == .required)
    #expect(mail.credentials == .init(username: "navette", password: Secret("s3cret", file: folder.path + "/password")))
    #expect(mail.from.name == "Portail Famille" && mail.from.address.spelling == "ne-pas-repondre@valmont.example")
    #expect(mail.envelopeFrom?.name == "" && mail.connections == 2 && mail.rate == Rate(count: 100, seconds: 60))
    #expect(mail.quietHours?.start == 1260 && mail.quietHours?.end == 420 && mail.deliverFor == 30)
    #expect(mail.templates == folder.path + "/templates")
  }

  static let everything = """
    portal: { name: Portail de Valmont, url: "https://famille.valmont.example/", link: "{url}/p?t={token}", locale: en,
              timeZone: Indian/Reunion }
    store: sqlite:navette.sqlite
    secretKeyFile: secret.key
    directories:
      - name: mairie
        url: [ldap://ldap1.valmont.example, "ldap://[::1]:1389"]
        startTLS: true
        caFile: ca.pem
        bind: { method: simple, dn: "cn=navette,dc=valmont,dc=example", passwordFile: password }
        base: ["ou=a,dc=valmont,dc=example", "ou=b,dc=valmont,dc=example"]
        scope: one
        filter: "(employeeType=responsable)"
        pageSize: 500
        read: full
        connectTimeout: 5s
        idleTimeout: 2m
        mapping: openldap
    limits: { deactivations: 12, creations: none, updates: 2.5%, allowEmpty: true, window: 2d }
    absence: { grace: 0s }
    sharedEmail: hold
    tokens: { creation: 3d, reset: 1h }
    mail:
      transport: smtp://relay.valmont.example:587
      startTLS: required
      username: navette
      passwordFile: password
      from: "Portail Famille <ne-pas-repondre@valmont.example>"
      envelopeFrom: retours@valmont.example
      replyTo: service@valmont.example
      connections: 2
      rate: 100/min
      quietHours: "21:00-07:00"
      deliverFor: 30s
      templates: templates/
    report: { to: [dsi@valmont.example, "Accueil <accueil@valmont.example>"], when: refused, details: true }
    watch: { gather: 0s, pollEvery: 10s, runEvery: 1h }

    """

  @Test func `a password can come from the environment or from a credential`() throws {
    try folder.write("from systemd\n", to: "ldap")
    let bind = { (password: String) in
      SettingsFolder.least.replacing(
        "    base:", with: "    bind: { method: simple, dn: cn=n, password: \"\(password)\" }\n    base:")
    }
    let environment = ["LDAP_PASSWORD": "from env", "CREDENTIALS_DIRECTORY": folder.path]
    for (text, expected) in [("${env:LDAP_PASSWORD}", "from env"), ("${credential:ldap}", "from systemd")] {
      let settings = try folder.load(bind(text), environment: environment)
      #expect(settings.directories.first?.bind == .simple(dn: "cn=n", password: Secret(expected)))
    }
    #expect(try folder.faults(bind("${env:NOT_THERE}")).count == 1)
    #expect(try folder.faults(bind("${credential:ldap}")).count == 1)
    #expect(try folder.faults(bind("hunter2")).map(\.english).contains { $0.contains("hunter2") } == false)
    #expect(try folder.faults(bind("hunter2")).count == 1)
  }

  @Test func `a mapping beside the settings comes before one in $NAVETTE_MAPPINGS and the shipped one`() throws {
    let text = "flavour: own\nanchor: uid\nresponsable: { lastName: sn }\n"
    try folder.write(text, to: "mappings/openldap.yaml")
    #expect(try folder.load(SettingsFolder.least).directories.first?.mapping.flavour == "own")
    let other = try SettingsFolder()
    try other.write(text.replacing("own", with: "elsewhere"), to: "openldap.yaml")
    try other.write(text.replacing("own", with: "by path"), to: "other.yaml")
    let environment = ["NAVETTE_MAPPINGS": other.path]
    #expect(try folder.load(SettingsFolder.least, environment: environment).directories.first?.mapping.flavour == "own")
    try FileManager.default.removeItem(atPath: folder.path + "/mappings/openldap.yaml")
    #expect(
      try folder.load(SettingsFolder.least, environment: environment).directories.first?.mapping.flavour == "elsewhere")
    let byPath = SettingsFolder.least.replacing("mapping: openldap", with: "mapping: \(other.path)/other.yaml")
    #expect(try folder.load(byPath).directories.first?.mapping.flavour == "by path")
  }

  @Test func `settings are found in their order`() throws {
    let here = "/srv/navette/navette.yaml"
    let find = { (option: String?, environment: [String: String], files: [String]) in
      try SettingsLocation.find(option: option, environment: environment, folder: "/srv/navette") { files.contains($0) }
    }
    #expect(try find("a.yaml", ["NAVETTE_CONFIG": "/b.yaml"], [here]) == "/srv/navette/a.yaml")
    #expect(try find(nil, ["NAVETTE_CONFIG": "/b.yaml"], [here]) == "/b.yaml")
    #expect(try find(nil, ["NAVETTE_CONFIG": ""], [here, "/etc/navette/navette.yaml"]) == here)
    #expect(try find(nil, [:], ["/etc/navette/navette.yaml"]) == "/etc/navette/navette.yaml")
    #expect(throws: SettingsErrors.self) { try find(nil, [:], []) }
  }

  @Test func `a secret never shows itself`() throws {
    let settings = try folder.load(Self.everything)
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!"\(settings)".contains("s3cret") && !dumped.contains("s3cret") && dumped.contains("•••"))
    #expect(!String(reflecting: settings).contains("s3cret"))
  }

  @Test func `token keys are lines of an id and 32 bytes, the first one current`() throws {
    let other = Data(repeating: 9, count: 32).base64EncodedString()
    let keys = try TokenKeyFile.parse("# keys\n\nnew \(SettingsFolder.secret) # current\nold  \(other)\n")
    #expect(keys.current.id == "new" && keys["old"]?.id == "old" && keys["none"] == nil)
  }

  @Test(
    arguments: [
      ("", 1), ("# nothing\n", 2), ("k1\n", 1), ("k1 short\n", 1), ("k/1 \(SettingsFolder.secret)", 1),
      ("k1 \(SettingsFolder.secret)\nk1 \(SettingsFolder.secret)", 2), ("a b c", 1),
    ])
  func `a file of token keys that is wrong says in which line`(text: String, line: Int) {
    let fault = #expect(throws: TokenKeyFault.self) { try TokenKeyFile.parse(text) }
    #expect(fault?.line == line)
    #expect(fault.map { "\($0)".contains(SettingsFolder.secret) } == false)
  }
}
