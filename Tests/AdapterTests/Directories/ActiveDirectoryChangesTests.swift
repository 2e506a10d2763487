import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Reading what changed from a real domain controller, in the two ways it has.
@Suite struct ActiveDirectoryChangesTests {
  private static let base = "OU=responsables,\(SambaDomain.suffix)"
  private static let others = "OU=autres,\(SambaDomain.suffix)"
  private static let anchor = AnchorRule(attribute: "objectGUID", form: .guid)
  private static let filter = Filter.and([.equals("objectCategory", "person"), .equals("objectClass", "user")])

  private static func person(_ name: String) -> String {
    """
    dn: CN=\(name),\(base)
    objectClass: user
    sAMAccountName: \(name)
    sn: Nom\(name)
    mail: \(name)@valmont.example
    userAccountControl: 544


    """
  }

  private static let units = [base, others].map { "dn: \($0)\nobjectClass: organizationalUnit\n\n" }.joined()

  private static func domain(_ lines: String = "") throws -> SambaDomain {
    try SambaDomain(ldif: units + (1...4).map { person("p\($0)") }.joined(), lines)
  }

  private func read(
    _ domain: SambaDomain, _ way: LDAPSettings.Read, since cursor: ReadCursor?, at now: Date = ToldChanges.now,
    as account: (String, String) = (SambaDomain.administrator, SambaDomain.password), sweepEvery: Int = 3_600
  ) throws -> ToldChanges {
    let (name, password) = account
    let settings = LDAPSettings.test(domain.url) {
      $0.bases = [Self.base]
      $0.bind = .simple(dn: name, password: { password })
      $0.read = way
      $0.sweepEvery = sweepEvery
    }
    return try ToldChanges(by: settings, anchor: Self.anchor, filter: Self.filter, since: cursor, at: now)
  }

  @Test(arguments: [LDAPSettings.Read.changes(.dirsync), .changes(.usn)])
  func `what changed is told, and what did not is not`(way: LDAPSettings.Read) throws {
    let domain = try Self.domain()
    let first = try read(domain, way, since: nil)
    #expect(first.outcome?.coverage == .everything && first.entries.count == 4)
    #expect(first.anchors == first.ids.map { $0.flatMap(Self.anchor.anchor) })
    #expect(try read(domain, way, since: first.cursor).isQuiet)
    try domain.set("mail", of: "CN=p1,\(Self.base)", to: "autre@valmont.example")
    try domain.set("sn", of: "CN=p1,\(Self.base)", to: "AUTRE")
    try domain.rename("CN=p2,\(Self.base)", to: "CN=p22")
    try domain.move("CN=p3,\(Self.base)", below: Self.others)
    try domain.change(Self.person("p5"))
    let told = try read(domain, way, since: first.cursor)
    #expect(told.outcome?.coverage == .changes && Set(told.entries) == ["CN=p1", "CN=p22", "CN=p5"])
    if way == .changes(.dirsync) { #expect(told.removed.count == 1, "the one who moved out of the base") }
    #expect(try read(domain, way, since: told.cursor).isQuiet)
  }

  @Test(arguments: [LDAPSettings.Read.changes(.dirsync), .changes(.usn)])
  func `who is deleted is told, or found not to be there`(way: LDAPSettings.Read) throws {
    let domain = try Self.domain()
    let first = try read(domain, way, since: nil)
    let gone = try #require(zip(first.entries, first.ids).first { $0.0 == "CN=p4" }?.1)
    try domain.delete("CN=p4,\(Self.base)")
    let told = try read(domain, way, since: first.cursor, at: ToldChanges.now + 3_600)
    if way == .changes(.dirsync) {
      #expect(told.outcome?.coverage == .changes && told.removed.contains(gone) && told.seen == 0)
    } else {
      #expect(told.outcome?.coverage == .presence && told.seen == 3 && told.outcome?.entries == 3)
    }
  }

  @Test func `an account without the right of replication is told of entries, and looks who is there`() throws {
    let domain = try Self.domain()
    let account = (SambaDomain.account, SambaDomain.accountPassword)
    let way = LDAPSettings.Read.changes(.dirsync)
    let first = try read(domain, way, since: nil, as: account)
    #expect(first.entries.count == 4)
    try domain.set("sn", of: "CN=p1,\(Self.base)", to: "AUTRE")
    try domain.delete("CN=p4,\(Self.base)")
    let told = try read(domain, way, since: first.cursor, as: account)
    #expect(told.outcome?.coverage == .changes && told.entries == ["CN=p1"] && told.seen == 0)
    let swept = try read(domain, way, since: told.cursor, at: ToldChanges.now + 3_600, as: account)
    #expect(swept.outcome?.coverage == .presence && swept.seen == 3)
  }

  @Test(arguments: [LDAPSettings.Read.changes(.dirsync), .changes(.usn)])
  func `a cursor of another controller leads to a whole read`(way: LDAPSettings.Read) throws {
    let domain = try Self.domain()
    var cursor = try #require(try read(domain, way, since: nil).cursor)
    if way == .changes(.dirsync) {
      cursor.marks["cookie \(SambaDomain.suffix)"] = Data("not a cookie".utf8).base64EncodedString()
    } else {
      cursor.marks["controller"] = "00000000000000000000000000000000"
    }
    let told = try read(domain, way, since: cursor)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .cursorRefused && told.entries.count == 4)
  }

  /// `uSNChanged` by its schemaIDGUID.
  @Test func `a counter that is hidden leads to a whole read that says so`() throws {
    let domain = try Self.domain()
    let account = (SambaDomain.account, SambaDomain.accountPassword)
    let first = try read(domain, .changes(.usn), since: nil, as: account)
    #expect(first.entries.count == 4)
    try domain.deny("bf967a6f-0de6-11d0-a285-00aa003049e2", of: Self.base, to: "navette")
    try domain.set("sn", of: "CN=p1,\(Self.base)", to: "AUTRE")
    let told = try read(domain, .changes(.usn), since: first.cursor, as: account)
    #expect(told.outcome?.coverage == .everything && told.entries.count == 4)
    #expect(told.outcome?.cause == .counterHidden("uSNChanged", entries: 4) && told.cursor == nil)
  }

  /// Nobody would be told of a change in them, at the next run and at all that follow.
  @Test func `where some entries hide the counter, everything is read each time`() throws {
    let domain = try Self.domain()
    let branch = "OU=discret,\(Self.base)"
    try domain.change("dn: \(branch)\nobjectClass: organizationalUnit\n\n")
    try domain.move("CN=p1,\(Self.base)", below: branch)
    let account = (SambaDomain.account, SambaDomain.accountPassword)
    let before = try read(domain, .changes(.usn), since: nil, as: account)
    #expect(before.outcome?.next == .usn)
    try domain.deny("bf967a6f-0de6-11d0-a285-00aa003049e2", of: branch, to: "navette")
    // Between two looks at all, only those that show it are told of; the look finds that one does not.
    try domain.set("sn", of: "CN=p1,\(branch)", to: "AUTRE")
    let looked = try read(domain, .changes(.usn), since: before.cursor, at: ToldChanges.now + 3_600, as: account)
    #expect(looked.outcome?.coverage == .everything && looked.entries.count == 4 && looked.cursor == nil)
    #expect(looked.outcome?.cause == .counterHidden("uSNChanged", entries: 1))
    let whole = try read(domain, .changes(.usn), since: nil, as: account)
    #expect(whole.outcome?.coverage == .everything && whole.entries.count == 4 && whole.cursor == nil)
    #expect(whole.outcome?.cause == .counterHidden("uSNChanged", entries: 1))
  }

  /// A name that leads to whichever controller is there, as a domain's own does.
  @Test(arguments: [LDAPSettings.Read.changes(.dirsync), .changes(.usn)])
  func `at another controller of the domain nothing is missed`(way: LDAPSettings.Read) throws {
    let first = try Self.domain(SambaDomain.joinable)
    let whole = try read(first, way, since: nil)
    let gone = try #require(zip(whole.entries, whole.ids).first { $0.0 == "CN=p4" }?.1)
    let cursor = try #require(whole.cursor)
    let second = try SambaDomain(joining: first, inPlace: true)
    #expect(second.url == first.url)
    try second.set("sn", of: "CN=p1,\(Self.base)", to: "AUTRE")
    try second.delete("CN=p4,\(Self.base)")
    let told = try read(second, way, since: cursor)
    if way == .changes(.usn) {
      // The counter is the other's own, and so is the database it counts in.
      #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .cursorRefused)
      #expect(told.entries.count == 3)
    } else {
      // A cookie says of every controller how far it had been heard, so that another goes on from it.
      #expect(told.outcome?.coverage == .changes && told.entries == ["CN=p1"])
      #expect(told.removed.contains(gone))
    }
    #expect(try read(second, way, since: told.cursor).isQuiet)
  }

  private static func settings(_ domains: SambaDomain...) -> LDAPSettings {
    .test("") {
      $0.urls = domains.map(\.url)
      $0.bases = [Self.base]
      $0.bind = .simple(dn: SambaDomain.administrator, password: { SambaDomain.password })
      $0.pageSize = 5
    }
  }

  private static let many = Self.units + (1...30).map { person("p\($0)") }.joined()

  /// Reads everything in pages of five, and lets the first controller go at the eighth entry.
  private func names(_ settings: LDAPSettings, leaving first: SambaDomain) throws(DirectoryError) -> (
    [String], ReadOutcome
  ) {
    var names: [String] = []
    let request = ReadRequest(attributes: AttributeSet(["objectGUID", "sn"]), filter: Self.filter)
    let outcome = try LDAPDirectory(settings).read(request, anew: { names = [] }) { (entry) throws(DirectoryError) in
      names.append(entry.dn)
      if names.count == 8 { first.kill() }
    }
    return (names, outcome)
  }

  @Test func `a controller that goes in the middle is a failed read, and not people who are gone`() throws {
    let domain = try SambaDomain(ldif: Self.many)
    let error = #expect(throws: DirectoryError.self) { try names(Self.settings(domain), leaving: domain) }
    guard case .connectionLost(domain.url, Self.base, let entries, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(entries >= 8 && entries < 30)
  }

  /// With cookies of its own: those of the first mean nothing to it.
  @Test func `where a controller goes in the middle, another is read from the beginning`() throws {
    let first = try SambaDomain(ldif: Self.many, SambaDomain.joinable)
    let second = try SambaDomain(joining: first, inPlace: false)
    let (names, outcome) = try names(Self.settings(first, second), leaving: first)
    #expect(names.count == 30 && Set(names).count == 30 && outcome.left?.map(\.url) == [first.url])
  }

  @Test func `a controller that is gone is left for the next, and its place is not taken for that one's`() throws {
    let first = try Self.domain(SambaDomain.joinable)
    let told = { (cursor: ReadCursor?, settings: LDAPSettings) in
      try ToldChanges(by: settings, anchor: Self.anchor, filter: Self.filter, since: cursor)
    }
    let cursor = try told(nil, Self.settings(first)).cursor
    let second = try SambaDomain(joining: first, inPlace: false)
    first.kill()
    let read = try told(cursor, Self.settings(first, second))
    #expect(read.outcome?.coverage == .everything && read.outcome?.cause == .scopeChanged && read.entries.count == 4)
  }

  @Test func `who is in a branch that moves away is not there any more`() throws {
    let domain = try Self.domain()
    let branch = "OU=nord,\(Self.base)"
    try domain.change("dn: \(branch)\nobjectClass: organizationalUnit\n\n")
    try domain.move("CN=p1,\(Self.base)", below: branch)
    let cursor = try read(domain, .changes(.dirsync), since: nil).cursor
    try domain.move(branch, below: Self.others)
    let told = try read(domain, .changes(.dirsync), since: cursor)
    #expect(told.outcome?.coverage == .presence && told.seen == 3)
    #expect(try read(domain, .changes(.dirsync), since: told.cursor).outcome?.coverage == .changes)
  }

  @Test func `DirSync is picked where nothing is said`() throws {
    let domain = try Self.domain()
    #expect(try read(domain, .auto, since: nil).outcome?.next == .dirsync)
  }

  /// `modifyTimestamp` is computed there, and `whenChanged` is what filters find by.
  @Test func `what changed is found by stamps too, by the controller's clock`() throws {
    let domain = try Self.domain()
    let first = try read(domain, .changes(.timestamp), since: nil)
    #expect(first.outcome?.coverage == .everything && first.outcome?.next == .timestamp && first.entries.count == 4)
    try domain.set("sn", of: "CN=p1,\(Self.base)", to: "AUTRE")
    try domain.move("CN=p3,\(Self.base)", below: Self.others)
    let told = try read(domain, .changes(.timestamp), since: first.cursor)
    #expect(told.outcome?.coverage == .changes && told.entries.contains("CN=p1") && !told.entries.contains("CN=p3"))
    let sweep = try read(domain, .changes(.timestamp), since: told.cursor, sweepEvery: 0)
    #expect(sweep.outcome?.coverage == .presence && sweep.seen == 3)
    let later = try #require(sweep.cursor?.marks["since"])
    #expect(later > "20260101000000Z")
  }
}
