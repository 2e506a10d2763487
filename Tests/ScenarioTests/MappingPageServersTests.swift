import Foundation
import TestSupport
import Testing

/// What the pages on 389 Directory Server and Active Directory tell an administrator to type, typed on these servers.
@Suite struct MappingPageServersTests {
  /// The blocks of a page in the order they stand in, each with its language.
  private static func blocks(_ page: String) throws -> [(kind: String, text: String)] {
    let text = try String(contentsOf: SettingsFolder.repository.appending(path: page), encoding: .utf8)
    return text.components(separatedBy: "\n```").enumerated().filter { $0.offset % 2 == 1 }.map { _, block in
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      return (String(lines[0]), lines.dropFirst().joined(separator: "\n") + "\n")
    }
  }

  private func run(_ words: String, in folder: TemporaryFolder) throws -> ScenarioCommand.Ending {
    try ScenarioCommand(
      SMTPServerPrograms.path("bash", package: "bash"), ["-c", words], in: folder.path,
      environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LDAPNOINIT": "1", "LC_ALL": "C.UTF-8"]
    ).end()
  }

  private func count(_ attribute: String, in ending: ScenarioCommand.Ending) -> Int {
    ending.output.split(separator: "\n").count { $0.hasPrefix("\(attribute):") }
  }

  // MARK: 389 Directory Server

  /// The page's words with this server's places and passwords.
  private static func onThisServer(_ words: String, _ server: DirectoryServer389) -> String {
    let password = words.contains("-D cn=navette") ? MappingPageTests.password : DirectoryServer389.password
    return words.replacing("ldapi://%2Frun%2Fslapd-mairie.socket", with: server.socketURL)
      .replacing("ldaps://ldap.valmont.example", with: server.url)
      .replacing("/root/navette.password", with: server.folder.path + "/navette.password")
      .replacing("dsconf mairie", with: "dsconf -D 'cn=Directory Manager' -w '\(password)' \(server.url)")
      .replacing(/-W\b/, with: "-w '\(password)'")
  }

  @Test(arguments: MappingPageTests.folders)
  func `the account of a 389 Directory Server reads people, nobody else, and all of them`(_ folder: String) throws {
    let server = try DirectoryServer389(ldif: try MappingPageTests.sample("389ds"))
    try server.set("nsslapd-sizelimit", of: "cn=config", to: "5")
    _ = try server.folder.write("navette.password", MappingPageTests.password)
    let blocks = try Self.blocks(folder + "/389ds.md")
    let commands = blocks.filter { $0.kind == "sh" }.map { Self.onThisServer($0.text, server) }
    let changes = blocks.filter { $0.kind == "ldif" }.map(\.text)
    try #require(commands.count == 5 && changes.count == 2)
    let search = commands[4]

    for command in commands.prefix(3) {
      let ending = try run(command, in: server.folder)
      #expect(ending.code == 0, "\(ending.summary)")
    }
    #expect(try count("dn", in: run(search, in: server.folder)) == 0)
    try server.change(changes[0])
    #expect(try run(search, in: server.folder).errors.contains("Size limit exceeded"))
    try server.change(changes[1])
    let found = try run(search, in: server.folder)
    #expect(found.code == 0 && count("nsUniqueId", in: found) == 11, "\(found.summary)")
    #expect(count("nsAccountLock", in: found) == 2 && count("cn", in: found) == 0)

    let rights = try run(commands[3], in: server.folder)
    let told = rights.output.replacing("\n ", with: "")
    #expect(told.contains("nsUniqueId:rsc") && told.contains("userPassword:none"), "\(rights.summary)")
    let others = try run(search.replacing(/-D \S+ -w \S+/, with: ""), in: server.folder)
    #expect(count("dn", in: others) == 0, "\(others.summary)")
  }

  @Test func `a lock of dsidm shuts an account, and a policy of its own keeps the bind account open`() throws {
    let server = try DirectoryServer389(ldif: try MappingPageTests.sample("389ds"))
    _ = try server.folder.write("navette.password", MappingPageTests.password)
    for block in try Self.blocks("docs/mappings/389ds.md").filter({ $0.kind == "sh" }).prefix(2) {
      #expect(try run(Self.onThisServer(block.text, server), in: server.folder).code == 0)
    }
    try server.set("passwordLockout", of: "cn=config", to: "on")
    try server.set("passwordMaxFailure", of: "cn=config", to: "2")
    let signIn = "ldapwhoami -x -H \(server.url) -D cn=navette,ou=services,dc=valmont,dc=example -w "
    for _ in 0..<4 { #expect(try run(signIn + "wrong", in: server.folder).code == 49) }
    #expect(try run(signIn + MappingPageTests.password, in: server.folder).code == 0)

    let person = "uid=p01,ou=responsables,dc=valmont,dc=example"
    let lock = Self.onThisServer("dsconf mairie", server).replacing("dsconf", with: "dsidm")
    let locked = try run(lock + " -b dc=valmont,dc=example account lock \(person)", in: server.folder)
    #expect(locked.code == 0, "\(locked.summary)")
    let shown = try run(
      "ldapsearch -LLL -x -H \(server.url) -D 'cn=Directory Manager' -w '\(DirectoryServer389.password)' -b \(person) "
        + "nsAccountLock", in: server.folder)
    #expect(shown.output.contains("nsAccountLock: true"), "\(shown.summary)")
  }

  // MARK: Active Directory

  /// What the last column of the page's table says.
  private static let isStillReadable = ["yes": true, "no": false, "oui": true, "non": false]

  @Test(arguments: MappingPageTests.folders)
  func `an ordinary account of a domain reads what the page says, and all when it is given the right`(
    _ folder: String
  ) throws {
    let domain = try SambaDomain(ldif: try MappingPageTests.sample("active-directory"))
    try domain.set("employeeNumber", of: "CN=Ada Lenoir,OU=responsables,DC=valmont,DC=example", to: "4711")
    let commands = try Self.blocks(folder + "/active-directory.md").filter { $0.kind == "sh" }.map(\.text)
    try #require(commands.count == 2)
    let search = commands[1].replacing("ldaps://dc1.valmont.example", with: domain.url)
      .replacing(/-W\b/, with: "-w '\(SambaDomain.accountPassword)'")
    let found = try run(search, in: domain.folder)
    #expect(found.code == 0 && count("objectGUID", in: found) == 11, "\(found.summary)")
    for attribute in ["userAccountControl", "accountExpires"] { #expect(count(attribute, in: found) == 11) }

    try domain.change(
      """
      dn: CN=Pre-Windows 2000 Compatible Access,CN=Builtin,DC=valmont,DC=example
      changetype: modify
      delete: member
      member: CN=S-1-5-11,CN=ForeignSecurityPrincipals,DC=valmont,DC=example

      """)
    let hardened = try run(search, in: domain.folder)
    let page = try String(
      contentsOf: SettingsFolder.repository.appending(path: folder + "/active-directory.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| `") }
    try #require(rows.count == 5)
    for row in rows {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let isReadable = try #require(Self.isStillReadable[cells[cells.count - 1]] as Bool?, "\(row)")
      for name in cells[0].matches(of: /`(\w+)`/).map({ String($0.1) }) where search.contains(" \(name)") {
        #expect((count(name, in: hardened) > 0) == isReadable, "\(name)")
      }
    }
    let granted = try run(
      commands[0].replacing("--attributes", with: "-s etc/smb.conf --attributes")
        .replacing("--objectdn", with: "-s etc/smb.conf --objectdn"), in: domain.folder)
    #expect(granted.code == 0, "\(granted.summary)")
    let whole = try run(search, in: domain.folder)
    for attribute in ["userAccountControl", "accountExpires", "employeeID", "employeeNumber"] {
      #expect(count(attribute, in: whole) == count(attribute, in: found), "\(attribute)")
    }
  }
}
