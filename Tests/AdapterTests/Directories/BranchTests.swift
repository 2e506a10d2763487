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

  @Test func `on 389 Directory Server too`() throws {
    let server = try DirectoryServer389(ldif: Self.people, tellsChanges: true)
    try check(
      server,
      { cursor in
        let settings = LDAPSettings.test(server.url) {
          $0.bind = .simple(dn: Self.account.0, password: { Self.account.1 })
        }
        return try ToldChanges(by: settings, anchor: AnchorRule(attribute: "nsUniqueId"), since: cursor)
      }, base: Valmont.responsables, quarter: Self.quarter, elsewhere: Valmont.partners)
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
