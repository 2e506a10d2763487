import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Single entries of a server and of a file, looked for in the same ways.
@Suite struct EntryFinderTests {
  private static let people = Valmont.top + Valmont.people(1...30) + Valmont.people(31...32, below: Valmont.partners)

  /// The same entries behind both kinds of directory; what is returned keeps them alive.
  private func finders() throws -> (all: [any Directory & EntryFinder], owners: [AnyObject]) {
    let slapd = try Slapd(ldif: Self.people)
    let folder = try TemporaryFolder()
    let path = try folder.write("people.ldif", Self.people)
    let kinds: [DirectoryKind] = [
      .ldap(.test(slapd.url)), .ldif(LDIFSettings(name: "ecole", path: path, bases: [Valmont.responsables])),
    ]
    return (kinds.map { $0.open() }, [slapd, folder])
  }

  @Test func `an entry is found by its name anywhere, and by a filter below the bases`() throws {
    let (finders, owners) = try finders()
    for finder in finders {
      let searches = try finder.find(
        [
          .named("uid=p3,\(Valmont.responsables)"), .named("UID=P31, \(Valmont.partners)"),
          .named("uid=nobody,\(Valmont.responsables)"), .named("no name at all"), .matching(.equals("sn", "nom7")),
          .matching(.equals("sn", "Nom31")), .matching(isPerson),
        ], attributes: AttributeSet(["uid", "mail"]))
      let found = searches.map { search in
        search.entries.flatMap { $0.values(of: "uid") }.map { String(decoding: $0, as: UTF8.self) }
      }
      #expect(found.prefix(6) == [["p3"], ["p31"], [], [], ["p7"], []])
      #expect(found[6].count >= 20)
      #expect(finder.looks(at: "uid=x,\(Valmont.responsables)") && !finder.looks(at: "uid=x,\(Valmont.partners)"))
    }
    _ = owners
  }

  @Test func `a server that is not there is an error, not nobody`() throws {
    let closed = DirectoryKind.ldap(.test("ldap://127.0.0.1:\(try FreePort.find())")).open()
    #expect(throws: DirectoryError.self) { try closed.find([.named("dc=a,dc=b")], attributes: AttributeSet(["uid"])) }
  }
}
