import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Reading what changed from a real slapd by `modifyTimestamp`.
@Suite struct TimestampReadTests {
  private static let anchor = AnchorRule(attribute: "entryUUID")
  private static let now = Date(timeIntervalSince1970: 1_900_000_000)

  /// People who were last changed long ago.
  private static func people(_ numbers: ClosedRange<Int>, stamp: String = "20260101120000Z") -> String {
    Valmont.people(numbers).replacing("\nobjectClass", with: "\nmodifyTimestamp: \(stamp)\nobjectClass")
  }

  private static func slapd(_ options: Slapd.Options = .init(), stamp: String = "20260101120000Z") throws -> Slapd {
    try Slapd(ldif: Valmont.top + people(1...5, stamp: stamp), options)
  }

  /// Lets slapd tell its clock, to those who may ask.
  private static let clock = Slapd.Options(database: "database monitor")

  /// Everything one read told.
  private final class Told {
    var entries: [String] = []
    var seen: [String] = []
    var begun: [ReadOutcome.Coverage] = []
    var outcome: ReadOutcome?

    var coverage: ReadOutcome.Coverage? { outcome?.coverage }
    var cause: ReadCause? { outcome?.cause }
    var cursor: ReadCursor? { outcome?.cursor }
  }

  private func read(
    _ slapd: Slapd, since cursor: ReadCursor?, at now: Date = now, again: LookUps = LookUps(),
    change: (inout LDAPSettings) -> Void = { _ in }
  ) throws -> Told {
    var request = ReadRequest(attributes: AttributeSet(["entryUUID", "sn"]), filter: isPerson)
    request.resumption = ReadRequest.Resumption(
      cursor, anchor: Self.anchor, mapping: Digest128(of: "1".utf8), now: now)
    let settings = LDAPSettings.test(slapd.url) {
      $0.read = .changes(.timestamp)
      $0.overlap = 2
      $0.fullEvery = .max
      change(&$0)
    }
    let told = Told()
    told.outcome = try LDAPDirectory(settings).read(request, again: { (_) throws(DirectoryError) in again }) {
      (event) throws(DirectoryError) in
      switch event {
      case .began(let coverage):
        told.begun.append(coverage)
        told.entries = []
        told.seen = []
      case .entry(let entry):
        #expect(entry.attributes == request.attributes)
        told.entries.append(String(entry.dn.prefix(while: { $0 != "," })))
      case .seen(let entry): told.seen.append(String(entry.dn.prefix(while: { $0 != "," })))
      case .removed, .present: Issue.record("\(event)")
      }
    }
    return told
  }

  private func rename(_ slapd: Slapd, _ person: String, to name: String) throws {
    try slapd.change("dn: uid=\(person),\(Valmont.responsables)\nchangetype: modify\nreplace: sn\nsn: \(name)\n")
  }

  @Test(arguments: [Slapd.Options(), clock])
  func `a first read is whole, and later ones ask for what was changed since, by the server's clock`(
    options: Slapd.Options
  ) throws {
    let slapd = try Self.slapd(options)
    let first = try read(slapd, since: nil)
    #expect(first.coverage == .everything && first.cause == .first && first.entries.count == 5)
    #expect(first.outcome?.method == "full" && first.outcome?.next == .timestamp)
    try rename(slapd, "p1", to: "AUTRE")
    try slapd.change(
      Valmont.people(9...9).replacing("\nobjectClass", with: "\nchangetype: add\nobjectClass", maxReplacements: 1))
    try slapd.change(
      "dn: uid=p4,\(Valmont.responsables)\nchangetype: modrdn\nnewrdn: uid=p44\ndeleteoldrdn: 1\n")
    let told = try read(slapd, since: first.cursor)
    #expect(told.coverage == .changes && told.outcome?.method == "timestamp")
    #expect(Set(["uid=p1", "uid=p9", "uid=p44"]).isSubset(of: told.entries))
    #expect(told.outcome?.entries == told.entries.count && told.seen == [])
    Thread.sleep(forTimeInterval: 4)
    try rename(slapd, "p2", to: "AUTRE")
    let later = try read(slapd, since: try read(slapd, since: told.cursor).cursor)
    #expect(later.entries == ["uid=p2"] && later.coverage == .changes)
  }

  @Test(arguments: [0, 1_500_000_000, 1_900_000_000, 4_000_000_000])
  func `this machine's clock has no say in what is found`(clock: Double) throws {
    let slapd = try Self.slapd()
    let now = Date(timeIntervalSince1970: clock)
    let first = try read(slapd, since: nil, at: now)
    for name in ["A", "B", "C"] {
      try rename(slapd, "p3", to: name)
      let told = try read(slapd, since: first.cursor, at: now + 1)
      #expect(told.entries.contains("uid=p3") && told.coverage == .changes)
    }
  }

  @Test func `changes of one second are all found, however they fall between reads`() throws {
    let slapd = try Self.slapd()
    var cursor = try read(slapd, since: nil).cursor
    for round in 1...12 {
      let person = "p\(round % 5 + 1)"
      try rename(slapd, person, to: "N\(round)")
      let told = try read(slapd, since: cursor)
      #expect(told.entries.contains("uid=\(person)") && told.coverage == .changes)
      cursor = told.cursor
    }
  }

  @Test func `who is gone is found by looking who is there, at the interval`() throws {
    let slapd = try Self.slapd(Self.clock)
    let first = try read(slapd, since: nil)
    try slapd.change("dn: uid=p2,\(Valmont.responsables)\nchangetype: delete\n")
    try slapd.change(
      """
      dn: uid=p3,\(Valmont.responsables)
      changetype: moddn
      newrdn: uid=p3
      deleteoldrdn: 1
      newsuperior: \(Valmont.partners)

      """)
    try rename(slapd, "p1", to: "AUTRE")
    let soon = try read(slapd, since: first.cursor, at: Self.now + 3_599)
    #expect(soon.coverage == .changes && soon.seen == [] && soon.entries == ["uid=p1"])
    let sweep = try read(slapd, since: soon.cursor, at: Self.now + 3_600) { $0.pageSize = 2 }
    #expect(sweep.coverage == .presence && Set(sweep.seen) == ["uid=p1", "uid=p4", "uid=p5"])
    #expect(sweep.outcome?.bases == [ReadOutcome.Base(dn: Valmont.responsables, entries: 3)])
    #expect(try read(slapd, since: sweep.cursor, at: Self.now + 7_199).coverage == .changes)
    #expect(try read(slapd, since: sweep.cursor) { $0.sweepEvery = 0 }.coverage == .presence)
  }

  @Test func `a base that fails while it is looked who is there fails the read`() throws {
    let slapd = try Self.slapd()
    let bases = { (settings: inout LDAPSettings) in
      settings.sweepEvery = 0
      settings.bases = [Valmont.responsables, Valmont.partners]
    }
    let first = try read(slapd, since: nil, change: bases)
    #expect(try read(slapd, since: first.cursor, change: bases).outcome?.bases.map(\.entries) == [5, 0])
    try slapd.change("dn: \(Valmont.partners)\nchangetype: delete\n")
    #expect(throws: DirectoryError.self) { try read(slapd, since: first.cursor, change: bases) }
  }

  @Test(arguments: ["nonsense", "20990101000000Z", ""])
  func `a mark that is no time, or of the future, leads to a whole read and never to 1970`(mark: String) throws {
    for options in [Slapd.Options(), Self.clock] {
      let slapd = try Self.slapd(options)
      var cursor = try #require(try read(slapd, since: nil).cursor)
      cursor.marks["since"] = mark
      let told = try read(slapd, since: cursor)
      #expect(told.coverage == .everything && told.cause == .cursorRefused && told.entries.count == 5)
      #expect(try read(slapd, since: told.cursor).coverage == .changes)
    }
  }

  @Test func `one entry with a stamp of the future hides nobody`() throws {
    for options in [Slapd.Options(), Self.clock] {
      let slapd = try Slapd(
        ldif: Valmont.top + Self.people(1...4) + Self.people(5...5, stamp: "20980101000000Z"), options)
      // This machine's clock is right, or at least not ahead by that much.
      let first = try read(slapd, since: nil, at: Date())
      try rename(slapd, "p1", to: "AUTRE")
      #expect(try read(slapd, since: first.cursor, at: Date()).entries.contains("uid=p1"))
    }
  }

  @Test(arguments: [Slapd.Options(), clock])
  func `an account that loses the right to the stamps reads everything, and is told why`(
    options: Slapd.Options
  ) throws {
    let slapd = try Self.slapd(options)
    let first = try read(slapd, since: nil)
    let hidden = "access to attrs=modifyTimestamp by * none\naccess to * by * read\n"
    try slapd.restart(.init(global: options.global, database: hidden + options.database))
    try rename(slapd, "p1", to: "AUTRE")
    for cursor in [first.cursor, nil] {
      let told = try read(slapd, since: cursor)
      #expect(told.coverage == .everything && told.entries.count == 5 && told.cursor == nil)
      #expect(told.cause == .stampsHidden("modifyTimestamp", entries: 5))
    }
  }

  @Test func `a right that is lost for some entries is noticed when it is looked who is there`() throws {
    let slapd = try Self.slapd()
    let first = try read(slapd, since: nil)
    try slapd.restart(
      .init(
        database: """
          access to dn.exact="uid=p1,\(Valmont.responsables)" attrs=modifyTimestamp by * none
          access to * by * read
          """))
    let told = try read(slapd, since: first.cursor) { $0.sweepEvery = 0 }
    #expect(told.coverage == .everything && told.cause == .stampsHidden("modifyTimestamp", entries: 1))
  }

  @Test(arguments: [Slapd.Options(), clock])
  func `a server that was set back to older data is read whole`(options: Slapd.Options) throws {
    let newer = try Self.slapd(options, stamp: "20260601120000Z")
    let older = try Self.slapd(options)
    var cursor = try #require(try read(newer, since: nil).cursor)
    let own = try #require(try read(older, since: nil).cursor)
    cursor = ReadCursor(way: .timestamp, scope: own.scope, wholeAt: cursor.wholeAt, marks: cursor.marks)
    let told = try read(older, since: cursor)
    #expect(told.coverage == .everything && told.cause == .cursorRefused)
  }

  @Test func `a whole read that is due is held against the stamps`() throws {
    let slapd = try Self.slapd()
    let first = try read(slapd, since: nil)
    try rename(slapd, "p1", to: "AUTRE")
    let told = try read(slapd, since: first.cursor, at: Self.now + 60) { $0.fullEvery = 60 }
    #expect(told.coverage == .everything && told.cause == .due && told.entries.count == 5)
    #expect(told.outcome?.announced?.entries.contains(Tie.hash(dn: "uid=p1,\(Valmont.responsables)")) == true)
    #expect(told.outcome?.announced?.removed == nil)
  }

  @Test func `anchors are looked for beside the stamps`() throws {
    let slapd = try Self.slapd(Self.clock)
    let first = try read(slapd, since: nil)
    let entries = try LDAPDirectory(.test(slapd.url)).collect(["entryUUID"], filter: isPerson)
    try rename(slapd, "p5", to: "AUTRE")
    let wanted = Anchor(entries.texts("entryUUID")[0][0])
    #expect(
      Set(try read(slapd, since: first.cursor, again: LookUps(anchors: [wanted])).entries) == ["uid=p1", "uid=p5"])
  }

  @Test func `it is not taken without being asked for`() throws {
    let slapd = try Self.slapd()
    #expect(try read(slapd, since: nil) { $0.read = .auto }.cause == .notOffered)
  }
}
