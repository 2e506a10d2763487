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

  @Test func `a server that is gone in the middle of the question is left for the next`() throws {
    let first = try Slapd(ldif: Self.people)
    let second = try Slapd(ldif: Self.people)
    let cut = try CutConnection(to: first.port, word: "p7", .beforeTheWord)
    cut.arm(forGood: true)
    let settings = LDAPSettings.test("ldap://127.0.0.1:\(cut.port)", second.url)
    let searches = try DirectoryKind.ldap(settings).open().find(
      [.named("uid=p3,\(Valmont.responsables)"), .matching(.equals("uid", "p7"))], attributes: AttributeSet(["uid"]))
    #expect(searches.map { $0.entries.count } == [1, 1])
  }

  @Test func `a server that falls silent is left for the next`() throws {
    let first = try Slapd(ldif: Self.people)
    let second = try Slapd(ldif: Self.people)
    let settings = LDAPSettings.test(first.url, second.url) {
      $0.idleTimeout = 1
      $0.connectTimeout = 1
    }
    first.freeze()
    let searches = try DirectoryKind.ldap(settings).open().find(
      [.matching(.equals("uid", "p7"))], attributes: AttributeSet(["uid"]))
    #expect(searches.map { $0.entries.count } == [1])
  }

  @Test func `what a server says of the question is not asked of another`() throws {
    let peer = try ScriptedLDAP("code-53")
    let slapd = try Slapd(ldif: Self.people)
    let finder = DirectoryKind.ldap(.test(peer.url, slapd.url)).open()
    let error = #expect(throws: DirectoryError.self) {
      try finder.find([.matching(.equals("uid", "p7"))], attributes: AttributeSet(["uid"]))
    }
    guard case .searchFailed(peer.url, _, _, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test func `a server that is not there is an error, not nobody`() throws {
    let closed = DirectoryKind.ldap(.test("ldap://127.0.0.1:\(try FreePort.find())")).open()
    #expect(throws: DirectoryError.self) { try closed.find([.named("dc=a,dc=b")], attributes: AttributeSet(["uid"])) }
  }
}
