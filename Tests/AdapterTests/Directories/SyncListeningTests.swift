import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Directories

/// Being told of changes by content synchronisation (RFC 4533 §3.4), on a real slapd.
@Suite struct SyncListeningTests {
  private static let anchor = AnchorRule(attribute: "entryUUID")
  private static let now = Date(timeIntervalSince1970: 1_800_000_000)

  private static func slapd(_ options: Slapd.Options = WatchedTown.synchronising) throws -> Slapd {
    try Slapd(ldif: Valmont.top + Valmont.people(1...5), options)
  }

  private static func request(_ cursor: ReadCursor?) -> ReadRequest {
    var request = ReadRequest(attributes: AttributeSet(["entryUUID", "sn"]), filter: isPerson)
    request.resumption = ReadRequest.Resumption(cursor, anchor: anchor, mapping: Digest128(of: "1".utf8), now: now)
    return request
  }

  private static func cursor(_ slapd: Slapd) throws -> ReadCursor {
    let outcome = try LDAPDirectory(.test(slapd.url)).read(request(nil)) { (_) throws(DirectoryError) in }
    return try #require(outcome.cursor)
  }

  /// Somebody who listens, on a thread.
  ///
  /// Checked by hand: what changes is reached under the lock alone.
  private final class Listener: @unchecked Sendable {
    private let lock = NSLock()
    private var state = (rings: 0, isCaughtUp: false, isStopped: false, end: Result<Deafness, DirectoryError>?.none)

    var rings: Int { lock.withLock { state.rings } }
    var isCaughtUp: Bool { lock.withLock { state.isCaughtUp } }
    var end: Result<Deafness, DirectoryError>? { lock.withLock { state.end } }

    init(_ slapd: Slapd, _ cursor: ReadCursor?) {
      Thread { [self, url = slapd.url] in
        let directory = LDAPDirectory(.test(url), isInterrupted: { self.lock.withLock { self.state.isStopped } })
        let end: Result<Deafness, DirectoryError>
        do throws(DirectoryError) {
          end = .success(
            try directory.listen(SyncListeningTests.request(cursor)) {
              lock.withLock { state.isCaughtUp = true }
            } ring: {
              lock.withLock { state.rings += 1 }
            })
        } catch {
          end = .failure(error)
        }
        lock.withLock { state.end = end }
      }.start()
    }

    /// Waits for it, for ten seconds at most.
    func wait(until isTrue: (Listener) -> Bool) -> Bool {
      for _ in 0..<500 {
        if isTrue(self) { return true }
        usleep(20_000)
      }
      return false
    }

    func stop() -> Bool {
      lock.withLock { state.isStopped = true }
      return wait { $0.end == .failure(.interrupted) }
    }
  }

  @Test func `it is silent while nothing changes, and rings for each kind of change`() throws {
    let slapd = try Self.slapd()
    let listener = Listener(slapd, try Self.cursor(slapd))
    #expect(listener.wait { $0.isCaughtUp })
    usleep(500_000)
    #expect(listener.rings == 0)
    let dn = { (number: Int) in "dn: uid=p\(number),\(Valmont.responsables)\n" }
    for change in [
      dn(1) + "changetype: modify\nreplace: sn\nsn: AUTRE\n", dn(2) + "changetype: delete\n",
      dn(3) + "changetype: modrdn\nnewrdn: uid=p33\ndeleteoldrdn: 1\n",
      Valmont.people(9...9).replacing("\nobjectClass", with: "\nchangetype: add\nobjectClass", maxReplacements: 1),
    ] {
      let before = listener.rings
      try slapd.change(change)
      #expect(listener.wait { $0.rings > before }, "\(change)")
    }
    #expect(listener.stop())
  }

  @Test func `what changed before it listened rings`() throws {
    let slapd = try Self.slapd()
    let cursor = try Self.cursor(slapd)
    try slapd.change("dn: uid=p1,\(Valmont.responsables)\nchangetype: delete\n")
    let listener = Listener(slapd, cursor)
    #expect(listener.wait { $0.isCaughtUp && $0.rings > 0 })
    #expect(listener.stop())
  }

  @Test func `a change elsewhere does not ring`() throws {
    let slapd = try Self.slapd()
    let listener = Listener(slapd, try Self.cursor(slapd))
    #expect(listener.wait { $0.isCaughtUp })
    try slapd.change("dn: \(Valmont.partners)\nchangetype: modify\nreplace: description\ndescription: x\n")
    usleep(500_000)
    #expect(listener.rings == 0)
    #expect(listener.stop())
  }

  @Test func `a server that ends ends the conversation`() throws {
    let slapd = try Self.slapd()
    let cursor = try Self.cursor(slapd)
    let listener = Listener(slapd, cursor)
    #expect(listener.wait { $0.isCaughtUp })
    slapd.kill()
    #expect(listener.wait { $0.end != nil })
    guard case .failure(.connectionLost) = listener.end else {
      Issue.record("\(String(describing: listener.end))")
      return
    }
    try slapd.restart(WatchedTown.synchronising)
    let next = Listener(slapd, cursor)
    #expect(next.wait { $0.isCaughtUp })
    #expect(next.rings == 0 && next.stop())
  }

  @Test func `a cursor the server does not go on from is told`() throws {
    let slapd = try Self.slapd()
    var cursor = try Self.cursor(slapd)
    let future = "rid=000,csn=20990101000000.000000Z#000000#000#000000"
    cursor.marks[Valmont.responsables] = Data(future.utf8).base64EncodedString()
    #expect(Listener(slapd, cursor).wait { $0.end == .success(.cursorRefused) })
  }

  @Test func `without content synchronisation, or without a cursor, nothing can be heard`() throws {
    let slapd = try Self.slapd()
    let cursor = try Self.cursor(slapd)
    #expect(Listener(slapd, nil).wait { $0.end == .success(.notOffered) })
    let other = ReadCursor(way: .syncrepl, scope: "another", wholeAt: Self.now, marks: cursor.marks)
    #expect(Listener(slapd, other).wait { $0.end == .success(.notOffered) })
    let plain = try Slapd(ldif: Valmont.top)
    #expect(Listener(plain, cursor).wait { $0.end == .success(.notOffered) })
  }
}
