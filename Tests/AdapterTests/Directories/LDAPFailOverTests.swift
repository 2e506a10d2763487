import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// A server that is gone in the middle of a read, with another in the list.
@Suite struct LDAPFailOverTests {
  /// How a server can be gone.
  enum Absence: CaseIterable { case killed, frozen }

  /// What a receiver holds that heeds what it is told.
  private final class Receiver {
    var entries: [String] = []
    var begun: [ReadOutcome.Coverage] = []
    var asked = 0
  }

  private static let many = Valmont.top + Valmont.people(1...5000)

  private static func settings(_ urls: String..., change: (inout LDAPSettings) -> Void = { _ in }) -> LDAPSettings {
    .test("") {
      $0.urls = urls
      $0.pageSize = 100
      $0.idleTimeout = 1
      $0.connectTimeout = 2
      change(&$0)
    }
  }

  /// Reads, and lets `body` happen at the 150th entry.
  private func read(
    _ settings: LDAPSettings, since cursor: ReadCursor? = nil, resumes: Bool = false, isOnce: Bool = true,
    at count: Int = 150, _ body: @escaping () -> Void
  ) throws(DirectoryError) -> (ReadOutcome, Receiver) {
    let receiver = Receiver()
    var request = ReadRequest(attributes: AttributeSet(["entryUUID", "uid"]), filter: isPerson)
    if resumes {
      request.resumption = ReadRequest.Resumption(
        cursor, anchor: AnchorRule(attribute: "entryUUID"), mapping: Digest128(of: "1".utf8),
        now: Date(timeIntervalSince1970: 1_900_000_000))
    }
    var isDone = false
    let outcome = try LDAPDirectory(settings).read(
      request,
      again: { (_) throws(DirectoryError) in
        receiver.asked += 1
        return LookUps()
      }
    ) { (event) throws(DirectoryError) in
      switch event {
      case .began(let coverage):
        receiver.begun.append(coverage)
        receiver.entries = []
      case .entry(let entry):
        receiver.entries.append(entry.values(of: "uid").map { String(decoding: $0, as: UTF8.self) }.joined())
        if receiver.entries.count == count, !isOnce || !isDone {
          isDone = true
          body()
        }
      default: break
      }
    }
    return (outcome, receiver)
  }

  private func end(_ slapd: Slapd, _ absence: Absence) {
    if absence == .killed { slapd.kill() } else { slapd.freeze() }
  }

  @Test(arguments: Absence.allCases)
  func `the read is begun again on the next server, and all before is void`(absence: Absence) throws {
    let first = try Slapd(ldif: Self.many)
    let second = try Slapd(ldif: Valmont.top + Valmont.people(7001...7300))
    let (outcome, receiver) = try read(Self.settings(first.url, second.url)) { end(first, absence) }
    #expect(Set(receiver.entries) == Set((7001...7300).map { "p\($0)" }) && receiver.entries.count == 300)
    #expect(receiver.begun == [.everything] && outcome.coverage == .everything && outcome.entries == 300)
    #expect(outcome.left?.map(\.url) == [first.url])
  }

  @Test func `two servers can be gone, and the third is read`() throws {
    let servers = try (0..<3).map { _ in try Slapd(ldif: Self.many) }
    var rest = servers
    let settings = Self.settings(servers[0].url, servers[1].url, servers[2].url)
    let (outcome, receiver) = try read(settings, isOnce: false) { if rest.count > 1 { rest.removeFirst().kill() } }
    #expect(receiver.entries.count == 5000 && outcome.left?.map(\.url) == [servers[0].url, servers[1].url])
  }

  @Test(arguments: Absence.allCases)
  func `when the last is gone too, each is named with its reason`(absence: Absence) throws {
    let first = try Slapd(ldif: Self.many)
    let dead = "ldap://127.0.0.1:\(try FreePort.find())"
    let error = #expect(throws: DirectoryError.self) {
      try read(Self.settings(first.url, dead)) { end(first, absence) }
    }
    guard case .unreachable(let attempts) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(attempts.map(\.url) == [first.url, dead] && attempts.allSatisfy { !$0.detail.isEmpty })
  }

  @Test func `the last server of the list fails as a single one does`() throws {
    let dead = "ldap://127.0.0.1:\(try FreePort.find())"
    let slapd = try Slapd(ldif: Self.many)
    let error = #expect(throws: DirectoryError.self) { try read(Self.settings(dead, slapd.url)) { slapd.kill() } }
    guard case .connectionLost(slapd.url, Valmont.responsables, let entries, _) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(entries >= 150 && entries < 5000)
  }

  @Test(arguments: [4, 11, 51, 52, 53])
  func `what a server says of the search itself is not asked of another`(code: Int) throws {
    let peer = try ScriptedLDAP("code-\(code)")
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let error = #expect(throws: DirectoryError.self) { try read(Self.settings(peer.url, slapd.url)) {} }
    guard case .searchFailed(peer.url, _, _, let result) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(result.code == code)
  }

  /// A sync cookie of one server is never shown to another.
  @Test(arguments: [ChangeWay.syncrepl, .timestamp])
  func `a read of changes that breaks off is a whole one on the next server`(way: ChangeWay) throws {
    let options = Slapd.Options(
      global: "moduleload syncprov",
      database: "index entryUUID,entryCSN eq\noverlay syncprov\nsyncprov-sessionlog 100000")
    let first = try Slapd(ldif: Self.many, options)
    let second = try Slapd(ldif: Valmont.top + Valmont.people(7001...7300), options)
    let settings = Self.settings(first.url, second.url) { $0.read = .changes(way) }
    let (whole, _) = try read(settings, resumes: true) {}
    #expect(whole.cause == .first && whole.left == nil)
    try first.change(
      (1...5000).map {
        "dn: uid=p\($0),\(Valmont.responsables)\nchangetype: modify\nreplace: sn\nsn: AUTRE\n\n"
      }.joined())
    let (outcome, receiver) = try read(settings, since: whole.cursor, resumes: true, at: 1) { first.freeze() }
    // What had arrived before the server fell silent may have been everything.
    if let left = outcome.left {
      #expect(left.map(\.url) == [first.url] && outcome.cause == .scopeChanged && outcome.coverage == .everything)
      #expect(receiver.begun == [.changes, .everything, .everything] && receiver.entries.count == 300)
      #expect(Set(receiver.entries) == Set((7001...7300).map { "p\($0)" }) && receiver.asked == 0)
      #expect(outcome.cursor?.scope != whole.cursor?.scope)
    } else {
      Issue.record("the server was not frozen in time")
    }
  }
}
