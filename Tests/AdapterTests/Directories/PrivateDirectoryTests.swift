import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// The servers of the tests' own: what is asked of them happens, and nothing of them stays.
@Suite struct PrivateDirectoryTests {
  /// A directory of each program with one person in it, and what is above that person.
  private enum Program: String, CaseIterable {
    case slapd, server389, samba

    var responsables: String { self == .samba ? "OU=responsables,\(SambaDomain.suffix)" : Valmont.responsables }
    var person: String { "cn=Ada Lenoir,\(responsables)" }
    var kind: String { self == .samba ? "user" : "inetOrgPerson" }

    func start() throws -> any PrivateDirectory {
      let unit = "objectClass: organizationalUnit\n\n"
      let ldif =
        "dn: \(responsables)\n\(unit)dn: OU=ailleurs,\(responsables)\n\(unit)"
        + "dn: \(person)\nobjectClass: \(kind)\nsn: Lenoir\ntitle: Mme\n\n"
      switch self {
      case .slapd:
        return try Slapd(
          ldif: "dn: \(Slapd.suffix)\nobjectClass: dcObject\nobjectClass: organization\no: Valmont\n\n" + ldif)
      case .server389: return try DirectoryServer389(ldif: ldif)
      case .samba: return try SambaDomain(ldif: ldif)
      }
    }
  }

  private func people(_ program: Program, _ server: any PrivateDirectory) throws -> [DistinguishedName?: [String]] {
    let password = server.administratorPassword
    let read = try LDAPDirectory(
      .test(server.url) {
        $0.bind = .simple(dn: server.administratorName, password: { password })
        $0.bases = [program.responsables]
      }
    ).collect(["title", "sn"], filter: .equals("objectClass", program.kind))
    return Dictionary(uniqueKeysWithValues: zip(read.entries.map { DistinguishedName($0.dn) }, read.texts("title")))
  }

  @Test(arguments: Program.allCases)
  private func `entries are changed, renamed, moved and deleted, and stay over a restart`(_ program: Program) throws {
    let server = try program.start()
    #expect(try people(program, server) == [DistinguishedName(program.person): ["Mme"]])
    try server.set("title", of: program.person, to: "M.")
    try server.rename(program.person, to: #"cn=Ada\, Dupont"#)
    let renamed = #"cn=Ada\, Dupont,\#(program.responsables)"#
    try server.move(renamed, below: "OU=ailleurs,\(program.responsables)")
    let moved = #"cn=Ada\, Dupont,OU=ailleurs,\#(program.responsables)"#
    #expect(try people(program, server) == [DistinguishedName(moved): ["M."]])
    try server.set("title", of: moved)
    try server.restart("")
    #expect(try people(program, server) == [DistinguishedName(moved): []])
    try server.delete(moved)
    #expect(try people(program, server) == [:])
  }

  @Test(arguments: Program.allCases)
  private func `nothing of a server stays, however it ends`(_ program: Program) throws {
    let before = try common()
    var server: (any PrivateDirectory)? = try program.start()
    let folder = try #require(server?.folder.path)
    let process = try #require(server?.process)
    server?.freeze()
    server = nil
    #expect(!process.isRunning)
    #expect(!FileManager.default.fileExists(atPath: folder))
    let name = URL(fileURLWithPath: folder).lastPathComponent
    #expect(try common().subtracting(before).filter { $0.contains(name) } == [])
  }

  /// What there is in the places of the machine that all programs share.
  private func common() throws -> Set<String> {
    var names: Set<String> = []
    for place in ["/dev/shm", "/run", "/run/lock", "/run/samba", "/var/lib/samba", NSTemporaryDirectory()]
    where FileManager.default.fileExists(atPath: place) {
      names.formUnion(try FileManager.default.contentsOfDirectory(atPath: place).map { "\(place)/\($0)" })
    }
    return names
  }
}
