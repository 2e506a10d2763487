import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// A place for entries that is renamed or moved, where only what changed is read: no server tells of those who are in it.
@Suite struct BranchTests {
  private static let quarter = "ou=nord,\(Valmont.responsables)"
  private static let people =
    Valmont.top + "dn: \(quarter)\nobjectClass: organizationalUnit\nou: nord\n\n" + Valmont.people(1...2)
    + Valmont.people(3...5, below: quarter)

  private static let account = (DirectoryServer389.administrator, DirectoryServer389.password)

  private func check(
    _ server: any PrivateDirectory, _ read: @escaping (ReadCursor?) throws -> ToldChanges, base: String,
    quarter: String, elsewhere: String
  ) throws {
    let name = String(quarter.prefix { $0 != "," })
    let key = String(name.prefix { $0 != "=" })
    func at(_ name: String, _ place: String) -> String { "\(key)=\(name),\(place)" }
    var told = try read(nil)
    #expect(told.entries.count == 5)
    told = try read(told.cursor)
    #expect(told.outcome?.cause == .resumed)
    try server.rename(quarter, to: "\(key)=port")
    told = try read(told.cursor)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .branchesChanged)
    #expect(told.entries.count == 5)
    try server.move(at("port", base), below: elsewhere)
    told = try read(told.cursor)
    #expect(told.outcome?.cause == .branchesChanged && told.entries.count == 2)
    try server.move(at("port", elsewhere), below: base)
    told = try read(told.cursor)
    #expect(told.outcome?.cause == .branchesChanged && told.entries.count == 5)
    told = try read(told.cursor)
    #expect(told.outcome?.cause == .resumed)
  }

  @Test(arguments: [ChangeWay.syncrepl, .timestamp])
  func `on slapd, who is in it is read again`(way: ChangeWay) throws {
    let slapd = try Slapd(
      ldif: Self.people,
      .init(
        global: "moduleload syncprov",
        database: "index entryUUID,entryCSN eq\noverlay syncprov\nsyncprov-sessionlog 100"))
    try check(
      slapd,
      { cursor in
        let settings = LDAPSettings.test(slapd.url) {
          $0.read = .changes(way)
          $0.overlap = 0
          $0.sweepEvery = .max
        }
        let told = try ToldChanges(by: settings, since: cursor)
        // Stamps are of whole seconds: what was read in this one is read once more.
        if way == .timestamp { Thread.sleep(forTimeInterval: 2.1) }
        return told
      }, base: Valmont.responsables, quarter: Self.quarter, elsewhere: Valmont.partners)
  }

  /// Whose own class of containers is another one.
  @Test(arguments: [false, true]) func `on 389 Directory Server too`(isContainer: Bool) throws {
    let name = isContainer ? "cn=nord" : "ou=nord"
    let quarter = "\(name),\(Valmont.responsables)"
    let place = isContainer ? "objectClass: nsContainer\ncn: nord" : "objectClass: organizationalUnit\nou: nord"
    let people =
      Valmont.top + "dn: \(quarter)\n\(place)\n\n" + Valmont.people(1...2)
      + Valmont.people(3...5, below: quarter)
    let server = try DirectoryServer389(ldif: people, tellsChanges: true)
    try check(
      server,
      { cursor in
        let settings = LDAPSettings.test(server.url) {
          $0.bind = .simple(dn: Self.account.0, password: { Self.account.1 })
        }
        return try ToldChanges(by: settings, anchor: AnchorRule(attribute: "nsUniqueId"), since: cursor)
      }, base: Valmont.responsables, quarter: quarter, elsewhere: Valmont.partners)
  }

  @Test func `on Active Directory too, where the counter is read`() throws {
    let base = "OU=responsables,\(SambaDomain.suffix)"
    let others = "OU=autres,\(SambaDomain.suffix)"
    let quarter = "OU=nord,\(base)"
    let units = [base, others, quarter].map { "dn: \($0)\nobjectClass: organizationalUnit\n\n" }.joined()
    let people = (1...5).map { number in
      "dn: CN=p\(number),\(number < 3 ? base : quarter)\nobjectClass: user\nsAMAccountName: p\(number)\n"
        + "sn: Nom\(number)\nuserAccountControl: 544\n\n"
    }
    let domain = try SambaDomain(ldif: units + people.joined())
    try check(
      domain,
      { cursor in
        let settings = LDAPSettings.test(domain.url) {
          $0.bases = [base]
          $0.bind = .simple(dn: SambaDomain.administrator, password: { SambaDomain.password })
          $0.read = .changes(.usn)
          $0.sweepEvery = .max
        }
        return try ToldChanges(
          by: settings, anchor: AnchorRule(attribute: "objectGUID", form: .guid),
          filter: .equals("objectClass", "user"), since: cursor)
      }, base: base, quarter: quarter, elsewhere: others)
  }

  /// A server may refuse to page for a while, or to find all: then the names of before stand.
  @Test func `names that could not be had once are compared with those of before the next time`() throws {
    let sync = "index entryUUID,entryCSN eq\noverlay syncprov\nsyncprov-sessionlog 100"
    let slapd = try Slapd(ldif: Self.people, .init(global: "moduleload syncprov", database: sync))
    let read = { (cursor: ReadCursor?) in try ToldChanges(by: LDAPSettings.test(slapd.url), since: cursor) }
    let first = try read(nil)
    #expect(first.entries.count == 5)
    try slapd.restart("limits anonymous size.prtotal=disabled\n" + sync)
    try slapd.rename(Self.quarter, to: "ou=port")
    let blind = try read(first.cursor)
    #expect(blind.outcome?.cause == .resumed && blind.cursor?.marks["branches"] == first.cursor?.marks["branches"])
    try slapd.restart(sync)
    let told = try read(blind.cursor)
    #expect(told.outcome?.cause == .branchesChanged && told.entries.count == 5)
  }

  @Test func `one of thousands that is renamed is noticed`() throws {
    let units = (1...5_100).map { number in
      "dn: ou=u\(number),\(Valmont.responsables)\nobjectClass: organizationalUnit\nou: u\(number)\n\n"
    }
    let slapd = try Slapd(
      ldif: Self.people + units.joined(),
      .init(
        global: "moduleload syncprov",
        database: "index entryUUID,entryCSN,objectClass eq\noverlay syncprov\nsyncprov-sessionlog 100"))
    let read = { (cursor: ReadCursor?) in try ToldChanges(by: LDAPSettings.test(slapd.url), since: cursor) }
    let first = try read(nil)
    let again = try read(first.cursor)
    #expect(again.outcome?.cause == .resumed)
    try slapd.rename("ou=u4711,\(Valmont.responsables)", to: "ou=rue")
    #expect(try read(again.cursor).outcome?.cause == .branchesChanged)
  }

  @Test func `a read of one level looks at no place below`() throws {
    let slapd = try Slapd(
      ldif: Self.people,
      .init(global: "moduleload syncprov", database: "overlay syncprov\nsyncprov-sessionlog 100"))
    let settings = LDAPSettings.test(slapd.url) { $0.scope = .one }
    let first = try ToldChanges(by: settings, since: nil)
    try slapd.rename(Self.quarter, to: "ou=port")
    #expect(first.entries.count == 2)
    #expect(try ToldChanges(by: settings, since: first.cursor).outcome?.cause == .resumed)
  }
}
