import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Directories

/// `navette check` reads in earnest, and tells of what a server has and does not give.
@Suite struct ReadTrialTests {
  private static func mapping(_ anchor: AnchorRule, _ filter: Filter = isPerson) -> Mapping {
    Mapping(
      name: "test", flavour: "test", fingerprint: Mapping.fingerprint(of: []), anchor: anchor, filter: filter,
      rules: [.init(.lastName, AttributeRule(from: ["sn"], isRequired: true))])
  }

  private func facts(
    _ settings: LDAPSettings, _ mapping: Mapping = mapping(AnchorRule(attribute: "entryUUID"))
  ) -> [Finding.Fact] {
    DirectoryTrial(.ldap(settings), mapping: mapping).examine().filter { $0.subject == .reading }.map(\.fact)
  }

  private static func slapd(_ more: String = "", tellsChanges: Bool = true, people: Int = 150) throws -> Slapd {
    try Slapd(
      ldif: Valmont.top + Valmont.people(1...people),
      .init(
        global: tellsChanges ? "moduleload syncprov" : "",
        database: more + (tellsChanges ? "\noverlay syncprov" : "")))
  }

  @Test func `content synchronisation is tried, and goes on from where it ended`() throws {
    let slapd = try Self.slapd()
    #expect(facts(.test(slapd.url)) == [.reading(.done(.syncrepl, entries: 150, isMore: false))])
    #expect(
      facts(.test(slapd.url) { $0.read = .full }) == [.reading(.done(nil, entries: 150, isMore: false))])
  }

  @Test func `a provider that does not show its place to this account still tells`() throws {
    let slapd = try Self.slapd("access to attrs=contextCSN by * none\naccess to * by * read")
    #expect(facts(.test(slapd.url)) == [.reading(.done(.syncrepl, entries: 150, isMore: false))])
  }

  @Test func `a database without the overlay refuses what the server says it has`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3), .init(global: "moduleload syncprov"))
    let auto = facts(.test(slapd.url))
    guard case .reading(.refused(.syncrepl, let result, isNamed: false))? = auto.first else {
      Issue.record("\(auto)")
      return
    }
    #expect(result.code == 12 && auto.last == .reading(.done(nil, entries: 3, isMore: false)))
    #expect(auto.allSatisfy { $0.verdict != .bad })
    let named = facts(.test(slapd.url) { $0.read = .changes(.syncrepl) })
    #expect(named == [.reading(.refused(.syncrepl, result, isNamed: true))] && named[0].verdict == .bad)
  }

  @Test func `a size limit that would stop a read is found, whichever way it goes`() throws {
    let slapd = try Self.slapd("limits * size=120 size.prtotal=unlimited")
    let auto = facts(.test(slapd.url))
    guard case .reading(.refused(.syncrepl, let result, isNamed: false))? = auto.first else {
      Issue.record("\(auto)")
      return
    }
    #expect(result.code == 4 && auto.last == .reading(.done(nil, entries: 150, isMore: false)))
    let unpaged = facts(
      .test(slapd.url) {
        $0.read = .full
        $0.pageSize = 0
      })
    guard case .failed(.reading, .searchFailed(_, _, 120, let refusal))? = unpaged.first, unpaged.count == 1 else {
      Issue.record("\(unpaged)")
      return
    }
    #expect(refusal.code == 4)
  }

  @Test(arguments: [("size.pr=20", 20), ("size.prtotal=130", 130), ("size.prtotal=disabled", 0)])
  func `a limit on pages is found`(limit: String, entries: Int) throws {
    let slapd = try Self.slapd("limits * \(limit)", tellsChanges: false)
    let facts = facts(.test(slapd.url) { $0.pageSize = 50 })
    guard case .failed(.reading, .searchFailed(_, _, let count, let result))? = facts.first else {
      Issue.record("\(facts)")
      return
    }
    #expect(count <= entries, "\(result)")
  }

  @Test func `a trial ends when it has seen enough`() throws {
    let slapd = try Self.slapd(people: 10_050)
    let most = ReadTrial.mostEntries
    #expect(facts(.test(slapd.url)) == [.reading(.done(.syncrepl, entries: most, isMore: true))])
    #expect(
      facts(.test(slapd.url) { $0.read = .full }) == [.reading(.done(nil, entries: most, isMore: true))])
  }

  @Test func `nothing is tried where the sample says what is wrong`() throws {
    let slapd = try Self.slapd("limits * size=20", people: 60)
    #expect(facts(.test(slapd.url)) == [])
  }

  // MARK: 389 Directory Server

  private static let reader = "cn=navette,\(DirectoryServer389.suffix)"

  private static func server(_ changelog: DirectoryServer389.Changelog) throws -> DirectoryServer389 {
    let account =
      "dn: \(reader)\nobjectClass: applicationProcess\nobjectClass: simpleSecurityObject\ncn: navette\n"
      + "userPassword: \(DirectoryServer389.password)\n\n"
    let server = try DirectoryServer389(
      ldif: account + Valmont.top + Valmont.people(1...5), tellsChanges: true, changelog: changelog)
    try server.grant(["*", "nsUniqueId"], below: Valmont.responsables, to: reader)
    return server
  }

  /// The aci of the mapping's page.
  private static func showChangelog(of server: DirectoryServer389) throws {
    try server.change(
      """
      dn: cn=changelog
      changetype: modify
      add: aci
      aci: (targetattr!="changes || targetDn")(version 3.0; acl "Navette sees whether changes are named"; allow (read, search, compare)
       userdn="ldap:///\(reader)";)

      """)
  }

  private func settings(_ server: DirectoryServer389, as name: String = reader) -> LDAPSettings {
    .test(server.url) { $0.bind = .simple(dn: name, password: { DirectoryServer389.password }) }
  }

  private func told(
    _ server: DirectoryServer389, since cursor: ReadCursor? = nil, as name: String = reader
  ) throws -> ToldChanges {
    try ToldChanges(by: settings(server, as: name), anchor: AnchorRule(attribute: "nsUniqueId"), since: cursor)
  }

  @Test func `a changelog that does not name entries is found, and no run goes on from it`() throws {
    let mapping = Self.mapping(AnchorRule(attribute: "nsUniqueId"))
    let nameless = try Self.server(.nameless)
    let done = Finding.Fact.reading(.done(.syncrepl, entries: 5, isMore: false))
    #expect(facts(settings(nameless), mapping) == [done, .reading(.changelog(isNaming: nil))])
    try Self.showChangelog(of: nameless)
    let seen = facts(settings(nameless), mapping)
    #expect(seen == [.reading(.changelog(isNaming: false)), .reading(.done(nil, entries: 5, isMore: false))])
    let whole = try told(nameless)
    #expect(whole.outcome?.cause == .changesUnnamed && whole.cursor == nil && whole.entries.count == 5)
  }

  @Test func `a changelog that names entries is told as such`() throws {
    let mapping = Self.mapping(AnchorRule(attribute: "nsUniqueId"))
    let server = try Self.server(.naming)
    let done = Finding.Fact.reading(.done(.syncrepl, entries: 5, isMore: false))
    #expect(facts(settings(server), mapping) == [done, .reading(.changelog(isNaming: nil))])
    try Self.showChangelog(of: server)
    #expect(facts(settings(server), mapping) == [done, .reading(.changelog(isNaming: true))])
    #expect(try told(server).cursor != nil)
  }

  @Test func `changes from a time without names lead to a whole read`() throws {
    let server = try Self.server(.naming)
    try Self.showChangelog(of: server)
    let cursor = try told(server).cursor
    #expect(try told(server, since: cursor).outcome?.coverage == .changes)
    let plugin = "dn: cn=Retro Changelog Plugin,cn=plugins,cn=config\nchangetype: modify\n"
    try server.restart(plugin + "delete: nsslapd-attribute\n")
    try server.set("sn", of: "uid=p1,\(Valmont.responsables)", to: "AUTRE")
    try server.restart(plugin + "add: nsslapd-attribute\nnsslapd-attribute: nsuniqueid:targetUniqueId\n")
    try server.set("sn", of: "uid=p2,\(Valmont.responsables)", to: "AUTRE")
    let told = try told(server, since: cursor)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .changesUnnamed && told.cursor != nil)
    #expect(try self.told(server, since: told.cursor).outcome?.coverage == .changes)
  }

  @Test func `a right to the control that is missing is found`() throws {
    let server = try Self.server(.naming)
    let feature = "dn: oid=1.3.6.1.4.1.4203.1.9.1.1,cn=features,cn=config\nchangetype: modify\n"
    try server.change(feature + "replace: aci\n")
    let facts = facts(settings(server), Self.mapping(AnchorRule(attribute: "nsUniqueId")))
    guard case .reading(.refused(.syncrepl, let result, isNamed: false))? = facts.first else {
      Issue.record("\(facts)")
      return
    }
    #expect([12, 50].contains(result.code) && facts.last == .reading(.done(nil, entries: 5, isMore: false)))
  }

  // MARK: Active Directory

  private static let base = "OU=responsables,\(SambaDomain.suffix)"

  private static func domain() throws -> SambaDomain {
    let people = (1...3).map { number in
      "dn: CN=p\(number),\(base)\nobjectClass: user\nsAMAccountName: p\(number)\nsn: Nom\(number)\n\n"
    }
    return try SambaDomain(ldif: "dn: \(base)\nobjectClass: organizationalUnit\n\n" + people.joined())
  }

  private func facts(_ domain: SambaDomain, _ read: LDAPSettings.Read, _ name: String, _ password: String)
    -> [Finding.Fact]
  {
    let settings = LDAPSettings.test(domain.url) {
      $0.bases = [Self.base]
      $0.bind = .simple(dn: name, password: { password })
      $0.read = read
    }
    let mapping = Self.mapping(AnchorRule(attribute: "objectGUID", form: .guid), .equals("objectClass", "user"))
    return DirectoryTrial(.ldap(settings), mapping: mapping).examine().map(\.fact).filter { fact in
      if case .stamps = fact { return true }
      return fact.subject == .reading
    }
  }

  @Test func `the right of replication is told of where it is missing`() throws {
    let domain = try Self.domain()
    let done = Finding.Fact.reading(.done(.dirsync, entries: 3, isMore: false))
    #expect(facts(domain, .auto, SambaDomain.administrator, SambaDomain.password) == [done])
    let ordinary = facts(domain, .auto, SambaDomain.account, SambaDomain.accountPassword)
    #expect(ordinary == [done, .reading(.withoutReplication(context: SambaDomain.suffix))])
  }

  /// `uSNChanged` by its schemaIDGUID.
  @Test func `a counter that is hidden is told of`() throws {
    let domain = try Self.domain()
    let account = (SambaDomain.account, SambaDomain.accountPassword)
    let shown = facts(domain, .changes(.usn), account.0, account.1)
    #expect(
      shown == [
        .stamps(attribute: "uSNChanged", hidden: 0, of: 3, unmoved: []),
        .reading(.done(.usn, entries: 3, isMore: false)),
      ])
    try domain.deny("bf967a6f-0de6-11d0-a285-00aa003049e2", of: Self.base, to: "navette")
    let hidden = facts(domain, .changes(.usn), account.0, account.1)
    #expect(hidden.first == .stamps(attribute: "uSNChanged", hidden: 3, of: 3, unmoved: []))
    #expect(hidden.last == .reading(.done(nil, entries: 3, isMore: false)))
  }
}
