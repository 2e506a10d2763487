import Foundation
import TestSupport
import Testing

/// What the pages on directories tell an administrator to type, typed on a real slapd.
@Suite struct MappingPageTests {
  static let folders = ["docs/mappings", "docs/fr/mappings"]
  static let password = "lecture"
  /// The bind account of the pages.
  static let account = """

    dn: ou=services,dc=valmont,dc=example
    objectClass: organizationalUnit
    ou: services

    dn: cn=navette,ou=services,dc=valmont,dc=example
    objectClass: organizationalRole
    objectClass: simpleSecurityObject
    cn: navette
    userPassword: \(password)

    """

  /// The blocks of a page in one of its languages.
  static func blocks(_ kind: String, _ page: String) throws -> [String] {
    let text = try String(contentsOf: SettingsFolder.repository.appending(path: page), encoding: .utf8)
    return text.components(separatedBy: "```\(kind)\n").dropFirst().map {
      $0.components(separatedBy: "\n```")[0] + "\n"
    }
  }

  static func sample(_ name: String) throws -> String {
    try String(contentsOf: SettingsFolder.repository.appending(path: "mappings/\(name).ldif"), encoding: .utf8)
  }

  /// The search of the page, asked of this server.
  private func search(_ page: String, of server: Slapd, as who: String? = nil) throws -> ScenarioCommand.Ending {
    let command = try #require(try Self.blocks("sh", page).last { $0.hasPrefix("ldapsearch") && $0.contains("-E pr=") })
    var words = command.replacing(/ldaps?:\/\/\S+( -ZZ)?/, with: server.url).replacing(
      "-W", with: "-w \(Self.password)")
    if let who { words = words.replacing(/-D \S+ -w \S+/, with: who) }
    return try ScenarioCommand(
      SMTPServerPrograms.path("bash", package: "bash"), ["-c", words], in: server.folder.path,
      environment: ["PATH": "/usr/bin:/bin", "LDAPNOINIT": "1"]
    ).end()
  }

  private func count(_ attribute: String, in ending: ScenarioCommand.Ending) -> Int {
    ending.output.split(separator: "\n").count { $0.hasPrefix("\(attribute):") }
  }

  @Test(arguments: folders)
  func `the lines of slapd.conf let the account read people, and nobody else`(_ folder: String) throws {
    let page = folder + "/openldap.md"
    let lines = try Self.blocks("conf", page)
    try #require(lines.count == 2)
    let ldif = try Self.sample("openldap") + Self.account
    let server = try Slapd(ldif: ldif, .init(database: "sizelimit 5\n" + lines[0]))
    #expect(try search(page, of: server).errors.contains("Size limit exceeded"))
    try server.restart(.init(database: "sizelimit 5\n" + lines.joined()))
    let found = try search(page, of: server)
    #expect(found.code == 0 && count("entryUUID", in: found) == 14, "\(found.summary)")
    #expect(count("userPassword", in: found) == 0)
    let stranger = try search(page, of: server, as: " ")
    #expect(count("dn", in: stranger) == 0, "\(stranger.summary)")
  }

  @Test(arguments: folders)
  func `the changes of cn=config do the same on a server that runs`(_ folder: String) throws {
    let page = folder + "/openldap.md"
    let changes = try Self.blocks("ldif", page).filter { $0.hasPrefix("dn: olcDatabase") }
    try #require(changes.count == 2)
    let server = try Slapd(
      ldif: try Self.sample("openldap") + Self.account,
      .init(
        global: "moduleload ppolicy\ndatabase config\nrootdn \"cn=config\"\nrootpw secret",
        database: "sizelimit 5\naccess to attrs=userPassword by anonymous auth by * none\naccess to * by * none"))
    #expect(try count("dn", in: search(page, of: server)) == 0)
    for change in changes {
      let file = try server.folder.write("change.ldif", change)
      try Program.run(
        "/usr/bin/ldapmodify", package: "ldap-utils",
        ["-x", "-H", server.url, "-D", "cn=config", "-w", "secret", "-f", file])
    }
    let found = try search(page, of: server)
    #expect(found.code == 0 && count("entryUUID", in: found) == 14, "\(found.summary)")
  }

  @Test(arguments: folders)
  func `the account of an ENT reads those answerable for pupils, and no pupil`(_ folder: String) throws {
    let page = folder + "/ent.md"
    let lines = try Self.blocks("conf", page)
    try #require(lines.count == 2)
    let schema = SettingsFolder.repository.path + "/Tests/ScenarioTests/Scenarios/ent.schema"
    let server = try Slapd(
      ldif: try Self.sample("ent") + Self.account,
      .init(global: "include \(schema)", database: "sizelimit 5\n" + lines.joined()))
    let found = try search(page, of: server)
    #expect(found.code == 0 && count("dn", in: found) == 10, "\(found.summary)")
    #expect(count("ENTPersonJointure", in: found) == 9 && count("uid", in: found) == 0)
  }
}
