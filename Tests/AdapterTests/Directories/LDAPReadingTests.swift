import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// What comes back from a server that has nothing against us.
@Suite struct LDAPReadingTests {
  @Test func `every person comes with the attributes asked for and no others`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["MAIL", "sn"], filter: isPerson)
    #expect(read.texts("mail") == [["p1@valmont.example"], ["p2@valmont.example"], ["p3@valmont.example"]])
    #expect(read.texts("sn") == [["Nom1"], ["Nom2"], ["Nom3"]])
    #expect(read.texts("uid") == [[], [], []])
    #expect(read.entries.first?.dn == "uid=p1,ou=responsables,dc=valmont,dc=example")
    #expect(
      read.outcome
        == ReadOutcome(coverage: .everything, method: "full", bases: [.init(dn: Valmont.responsables, entries: 3)]))
  }

  @Test(arguments: [0, 1, 7, 500, 1000, 5000])
  func `pages of any size give every entry once`(size: Int) throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2500))
    let settings = LDAPSettings.test(slapd.url) { $0.pageSize = size }
    let read = try LDAPDirectory(settings).collect(["uid"], filter: isPerson)
    #expect(read.entries.count == 2500)
    #expect(Set(read.texts("uid").flatMap(\.self)) == Set((1...2500).map { "p\($0)" }))
  }

  @Test func `operational attributes come when they are named`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["entryUUID", "modifyTimestamp"], filter: isPerson)
    #expect(read.texts("entryUUID").allSatisfy { $0.count == 1 && UUID(uuidString: $0[0]) != nil })
    #expect(read.texts("modifyTimestamp").allSatisfy { $0.count == 1 })
  }

  @Test func `no attribute asked for means none, not all`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2))
    let read = try LDAPDirectory(.test(slapd.url)).collect([], filter: isPerson)
    #expect(read.entries.count == 2)
  }

  @Test func `several bases are read one after the other, each to its end`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...30) + Valmont.people(31...45, below: Valmont.partners))
    let settings = LDAPSettings.test(slapd.url) {
      $0.bases = [Valmont.responsables, Valmont.partners]
      $0.pageSize = 10
    }
    let read = try LDAPDirectory(settings).collect(["uid"], filter: isPerson)
    #expect(read.outcome?.bases.map(\.entries) == [30, 15])
    #expect(Set(read.texts("uid").flatMap(\.self)).count == 45)
  }

  @Test(arguments: [(SearchScope.base, 1), (.one, 4), (.sub, 5)])
  func `a scope says how far below the base to look`(scope: SearchScope, expected: Int) throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...4))
    let read = try LDAPDirectory(.test(slapd.url) { $0.scope = scope }).collect(["ou"])
    #expect(read.entries.count == expected)
  }

  @Test func `an empty base is a whole read of nothing`() throws {
    let slapd = try Slapd(ldif: Valmont.top)
    let read = try LDAPDirectory(.test(slapd.url)).collect(["uid"], filter: isPerson)
    #expect(read.outcome?.bases == [.init(dn: Valmont.responsables, entries: 0)])
  }

  @Test func `the filters of directory, mapping and selection all bind, and a selection covers only itself`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...9))
    let settings = LDAPSettings.test(slapd.url) { $0.filter = isPerson }
    let read = try LDAPDirectory(settings).collect(
      ["uid"], filter: .or([.equals("uid", "p1"), .equals("uid", "p2")]), selection: .equals("employeeNumber", "R-2"))
    #expect(read.texts("uid") == [["p2"]])
    #expect(read.outcome?.coverage == .selection)
  }

  @Test func `entries whose reading was forbidden are not there, and the read succeeds`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...3),
      .init(database: "access to filter=(objectClass=inetOrgPerson) by * none\naccess to * by * read"))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["uid"], filter: isPerson)
    #expect(read.outcome?.entries == 0)
  }

  @Test func `an attribute whose reading was forbidden is absent`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...3),
      .init(database: "access to attrs=mail by * none\naccess to * by * read"))
    let read = try LDAPDirectory(.test(slapd.url)).collect(["uid", "mail"], filter: isPerson)
    #expect(read.texts("mail") == [[], [], []])
    #expect(read.texts("uid").map(\.count) == [1, 1, 1])
  }
}
