import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Reading what changed from a real slapd by content synchronisation (RFC 4533).
@Suite struct SyncReplicationTests {
  private static func slapd(_ options: Slapd.Options = options()) throws -> Slapd {
    try Slapd(ldif: Valmont.top + Valmont.people(1...5), options)
  }

  /// - Parameter overlay: lines of syncprov, see slapo-syncprov(5).
  private static func options(overlay: String = "syncprov-sessionlog 100", more: String = "") -> Slapd.Options {
    Slapd.Options(
      global: "moduleload syncprov",
      database: "index entryUUID,entryCSN eq\n\(more)\noverlay syncprov\n\(overlay)")
  }

  private func read(
    _ slapd: Slapd, since cursor: ReadCursor?, at now: Date = ToldChanges.now, mapping: String = "1",
    again: LookUps = LookUps(), change: (inout LDAPSettings) -> Void = { _ in }
  ) throws -> ToldChanges {
    try ToldChanges(by: .test(slapd.url, change: change), since: cursor, at: now, mapping: mapping, again: again)
  }

  @Test func `a first read is whole, and the next one tells nothing when nothing changed`() throws {
    let slapd = try Self.slapd()
    let first = try read(slapd, since: nil)
    #expect(first.outcome?.coverage == .everything && first.outcome?.cause == .first && first.entries.count == 5)
    #expect(first.outcome?.method == "full" && first.outcome?.next == .syncrepl)
    #expect(first.ids.allSatisfy { $0 != nil })
    let second = try read(slapd, since: first.outcome?.cursor)
    #expect(second.outcome?.coverage == .changes && second.outcome?.cause == .resumed && second.isQuiet)
    #expect(second.outcome?.method == "syncrepl")
    let third = try read(slapd, since: second.outcome?.cursor)
    #expect(third.outcome?.coverage == .changes && third.isQuiet)
  }

  @Test func `who has too many entries to look for reads all of them`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).cursor
    let told = try read(slapd, since: cursor, again: LookUps(anchors: (0...5_000).map { Anchor("nobody \($0)") }))
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .manyChanges && told.entries.count == 5)
  }

  /// Takes rights away while the server runs, of which no stamp and no cookie tells.
  private static func forbid(_ what: String, at slapd: Slapd) throws {
    let record = try slapd.folder.write(
      "config.ldif",
      """
      dn: olcDatabase={1}mdb,cn=config
      changetype: modify
      replace: olcAccess
      olcAccess: to \(what) by * none
      olcAccess: to * by * read

      """)
    try Program.run(
      "/usr/bin/ldapmodify", package: "ldap-utils",
      ["-x", "-H", slapd.url, "-D", "cn=config", "-w", "tres secret", "-f", record])
  }

  private static func configurable() throws -> Slapd {
    var options = options()
    options.global += "\ndatabase config\nrootdn cn=config\nrootpw \"tres secret\"\n"
    return try slapd(options)
  }

  @Test func `rights that are lost are not people that are gone`() throws {
    let slapd = try Self.configurable()
    let first = try read(slapd, since: nil)
    try Self.forbid("filter=(objectClass=inetOrgPerson)", at: slapd)
    try slapd.set("sn", of: "uid=p1,\(Valmont.responsables)", to: "AUTRE")
    let people = first.anchors
    let told = try read(
      slapd, since: first.cursor, again: LookUps(anchors: [people[0]], witnesses: [people[1], people[2]]))
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .unlikely)
  }

  @Test func `who is gone alone is gone`() throws {
    let slapd = try Self.configurable()
    let first = try read(slapd, since: nil)
    try slapd.delete("uid=p1,\(Valmont.responsables)")
    let people = first.anchors
    let told = try read(
      slapd, since: first.cursor, again: LookUps(anchors: [people[0]], witnesses: [people[1], people[2]]))
    #expect(told.outcome?.coverage == .changes && told.removed.count == 1 && told.entries.isEmpty)
  }

  @Test func `an entry that is told and looked for besides is counted once`() throws {
    let slapd = try Self.slapd()
    let first = try read(slapd, since: nil)
    for name in ["p1", "p2"] { try slapd.set("sn", of: "uid=\(name),\(Valmont.responsables)", to: "AUTRE") }
    let told = try read(slapd, since: first.cursor, again: LookUps(anchors: [first.anchors[0], first.anchors[4]]))
    #expect(told.outcome?.coverage == .changes && told.outcome?.entries == 3)
    #expect(Set(told.entries) == ["uid=p1", "uid=p2", "uid=p5"])
  }

  /// RFC 4533 §3.3.2: a server may tell who is there and then, of what it remembers, who is gone. No server that can be
  /// installed does so in one refresh: slapd and 389 Directory Server do either the one or the other.
  @Test func `who is not among those present is gone, also where others are named as gone afterwards`() throws {
    let peer = try ScriptedLDAP("present-then-deleted")
    let settings = LDAPSettings.test(peer.url) { $0.read = .changes(.syncrepl) }
    let first = try ToldChanges(by: settings, since: nil)
    #expect(first.outcome?.coverage == .everything && first.entries.count == 4)
    let told = try ToldChanges(by: settings, since: first.cursor)
    #expect(told.outcome?.coverage == .presence && told.present == 2 && told.removed.count == 1)
    #expect(told.outcome?.entries == 1, "one was named as there, and as gone afterwards")
    #expect(told.cursor?.marks[Valmont.responsables] == Data("2".utf8).base64EncodedString())
  }

  @Test func `an attribute that nobody shows any more is not a value that was taken away`() throws {
    let slapd = try Self.configurable()
    let first = try read(slapd, since: nil)
    try slapd.set("sn", of: "uid=p1,\(Valmont.responsables)", to: "AUTRE")
    #expect(try read(slapd, since: first.cursor, again: LookUps(attributes: ["mail"])).outcome?.coverage == .changes)
    try Self.forbid("attrs=mail", at: slapd)
    let told = try read(slapd, since: first.cursor, again: LookUps(attributes: ["mail"]))
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .unlikely)
  }

  @Test func `a modification, an addition, a renaming, a deletion and a move out of the base are told`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).outcome?.cursor
    try slapd.change(
      """
      dn: uid=p1,\(Valmont.responsables)
      changetype: modify
      replace: sn
      sn: AUTRE

      dn: uid=p2,\(Valmont.responsables)
      changetype: delete

      dn: uid=p3,\(Valmont.responsables)
      changetype: moddn
      newrdn: uid=p3
      deleteoldrdn: 1
      newsuperior: \(Valmont.partners)

      dn: uid=p4,\(Valmont.responsables)
      changetype: modrdn
      newrdn: uid=p44
      deleteoldrdn: 1


      """ + Valmont.people(9...9).replacing("\nobjectClass", with: "\nchangetype: add\nobjectClass", maxReplacements: 1)
    )
    let told = try read(slapd, since: cursor)
    #expect(told.outcome?.coverage == .changes && Set(told.entries) == ["uid=p1", "uid=p44", "uid=p9"])
    #expect(told.removed.count == 2)
    #expect(try read(slapd, since: told.outcome?.cursor).isQuiet)
  }

  @Test func `who leaves the filter is gone, and who comes back is told`() throws {
    let slapd = try Self.slapd()
    let narrow = { (settings: inout LDAPSettings) in settings.filter = .equals("employeeType", "responsable") }
    let cursor = try read(slapd, since: nil, change: narrow).outcome?.cursor
    try slapd.change(
      "dn: uid=p1,\(Valmont.responsables)\nchangetype: modify\nadd: employeeType\nemployeeType: responsable\n")
    let came = try read(slapd, since: cursor, change: narrow)
    #expect(came.entries == ["uid=p1"])
    try slapd.change("dn: uid=p1,\(Valmont.responsables)\nchangetype: modify\ndelete: employeeType\n")
    let left = try read(slapd, since: came.outcome?.cursor, change: narrow)
    #expect(left.entries == [] && left.removed.count + left.present > 0 || left.outcome?.coverage == .presence)
  }

  @Test func `what happened before the server's log begins is told by presence`() throws {
    // It notes down at once how far it is; otherwise it would when it ends in peace.
    let options = Self.options(overlay: "syncprov-sessionlog 2\nsyncprov-checkpoint 1 1")
    let slapd = try Self.slapd(options)
    let cursor = try read(slapd, since: nil).outcome?.cursor
    for number in 1...4 {
      try slapd.change("dn: uid=p\(number),\(Valmont.responsables)\nchangetype: delete\n")
    }
    try slapd.restart(options)
    let told = try read(slapd, since: cursor)
    #expect(told.outcome?.coverage == .presence && told.present == 1 && told.outcome?.entries == 1)
    try slapd.change("dn: uid=p5,\(Valmont.responsables)\nchangetype: modify\nreplace: sn\nsn: AUTRE\n")
    let again = try read(slapd, since: cursor)
    #expect(again.outcome?.coverage == .presence && again.entries == ["uid=p5"] && again.outcome?.entries == 1)
  }

  /// slapd notes down where it was when it ends in peace. Killed, it forgets deletions, and says that nothing changed.
  @Test func `deletions a killed server forgot are found by the whole read that is due`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).outcome?.cursor
    try slapd.change("dn: uid=p1,\(Valmont.responsables)\nchangetype: delete\n")
    try slapd.restart(Self.options())
    #expect(try read(slapd, since: cursor).isQuiet)
    let told = try read(slapd, since: cursor, at: ToldChanges.now + 86_400)
    #expect(told.entries.count == 4 && told.outcome?.announced?.removed == [])
  }

  @Test func `a cursor that is ahead of the server leads to a whole read`() throws {
    let slapd = try Self.slapd()
    var cursor = try #require(try read(slapd, since: nil).outcome?.cursor)
    let future = "rid=000,csn=20990101000000.000000Z#000000#000#000000"
    cursor.marks[Valmont.responsables] = Data(future.utf8).base64EncodedString()
    let told = try read(slapd, since: cursor)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .cursorRefused && told.entries.count == 5)
    #expect(told.begun == [.changes, .everything])
  }

  @Test func `another filter, base, mapping or server makes the next read whole`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).outcome?.cursor
    let other = try read(slapd, since: cursor, mapping: "2")
    #expect(other.outcome?.cause == .scopeChanged)
    let filtered = try read(slapd, since: cursor) { $0.filter = .equals("uid", "p1") }
    #expect(filtered.outcome?.cause == .scopeChanged && filtered.entries == ["uid=p1"])
    let based = try read(slapd, since: cursor) { $0.bases = [Valmont.partners] }
    #expect(based.outcome?.cause == .scopeChanged)
  }

  @Test func `a whole read that is due tells what the server would have told`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).outcome?.cursor
    try slapd.change("dn: uid=p1,\(Valmont.responsables)\nchangetype: modify\nreplace: sn\nsn: AUTRE\n")
    try slapd.change("dn: uid=p2,\(Valmont.responsables)\nchangetype: delete\n")
    let told = try read(slapd, since: cursor, at: ToldChanges.now + 86_400)
    #expect(told.outcome?.coverage == .everything && told.outcome?.cause == .due)
    #expect(told.outcome?.announced?.entries.count == 1 && told.outcome?.announced?.removed?.count == 1)
    #expect(try read(slapd, since: told.outcome?.cursor, at: ToldChanges.now + 86_401).outcome?.cause == .resumed)
  }

  @Test func `an account that may not have everything at once reads by pages, and the read says why`() throws {
    let limits = "limits * size.soft=3 size.hard=3 size.prtotal=unlimited size.pr=2"
    let slapd = try Self.slapd(Self.options(more: limits))
    let told = try read(slapd, since: nil) { $0.pageSize = 2 }
    #expect(told.outcome?.coverage == .everything && told.entries.count == 5 && told.outcome?.cursor == nil)
    guard case .notAllowed(.syncrepl, let result) = told.outcome?.cause else {
      Issue.record("\(String(describing: told.outcome?.cause))")
      return
    }
    #expect(result.name == "sizeLimitExceeded")
    let error = #expect(throws: DirectoryError.self) {
      try read(slapd, since: nil) { $0.read = .changes(.syncrepl) }
    }
    let refused = if case .searchFailed(_, _, _, let result) = error { result } else { LDAPResult?.none }
    #expect(refused?.name == "sizeLimitExceeded")
  }

  @Test func `anchors are looked for within base and filter, and keep what the server calls them`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).outcome?.cursor
    let entries = try LDAPDirectory(.test(slapd.url)).collect(["entryUUID"], filter: isPerson)
    let anchors = entries.texts("entryUUID").map { Anchor($0[0]) }
    let nobody = Anchor("00000000-0000-0000-0000-000000000000")
    let told = try read(slapd, since: cursor, again: LookUps(anchors: [anchors[0], anchors[3], nobody]))
    #expect(told.entries == ["uid=p1", "uid=p4"])
    #expect(told.ids == [anchors[0], anchors[3]].map { SyncID(text: $0.text) })
  }

  @Test func `entries without an anchor are looked for by name, within the filter`() throws {
    let slapd = try Self.slapd()
    let cursor = try read(slapd, since: nil).outcome?.cursor
    let names = ["uid=p2,\(Valmont.responsables)", "uid=gone,\(Valmont.responsables)", Valmont.responsables, "no name"]
    #expect(try read(slapd, since: cursor, again: LookUps(names: names)).entries == ["uid=p2"])
  }

  @Test func `a server without content synchronisation is read whole each time`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let told = try read(slapd, since: nil)
    #expect(told.outcome?.cause == .notOffered && told.outcome?.cursor == nil && told.entries.count == 3)
  }
}
