import Foundation
import Testing

@testable import Provisioning

@Suite struct DeliveryRunTests {
  private static let start = Date(timeIntervalSince1970: 1_800_000_000)
  private let clock = PaperClock(start)
  private let relay = PaperRelay()

  private func mails(_ count: Int, kind: Mail.Kind = .link, attempts: Int = 0) -> [Mail] {
    (0..<count).map { number in
      Mail(
        id: Int64(number), kind: kind, account: AccountID(Int64(number)), to: "r\(number)@valmont.example",
        recipientName: "Ada", number: "R-1", token: nil, messageID: "\(number)@valmont.example",
        queuedAt: Self.start, attempts: attempts)
    }
  }

  private func run(_ outbox: PaperOutbox, connections: Int = 1) -> DeliveryRun {
    var run = DeliveryRun(
      outbox: outbox, transport: relay, sender: "retours@valmont.example", clock: { [clock] in clock.now },
      jitter: { 0 }, compose: { Array($0.messageID.utf8) })
    run.connections = connections
    // With several threads, one that waits must not turn the clock past the leases of those that work.
    if connections > 1 {
      run.pause = { _ in Thread.sleep(forTimeInterval: 0.001) }
    } else {
      run.pause = { [clock] in clock.advance($0) }
    }
    return run
  }

  @Test func `everything that is due leaves once`() throws {
    let outbox = PaperOutbox(mails(95))
    let report = try run(outbox, connections: 4).run()
    #expect(report.sent == 95)
    #expect(report.ending == .nothingDue)
    #expect(relay.received.sorted() == mails(95).map(\.to).sorted())
    #expect(relay.leftOpen == 0)
    #expect(outbox.recordings.allSatisfy { $0 <= 100 })
  }

  @Test func `a relay that is quick is given more mails at a time, one that is slow fewer`() throws {
    let quick = PaperOutbox(mails(340))
    _ = try run(quick).run()
    #expect(quick.claims == [20, 40, 80, 100, 100])
    let slow = PaperOutbox(mails(40))
    relay.answer = { [clock] _, _ in
      clock.advance(1)
      return PaperRelay.accepted
    }
    _ = try run(slow).run()
    // What a group has left after two seconds is claimed anew, so that nobody waits behind it.
    #expect(slow.claims == [20, 10, 5, 2] + Array(repeating: 1, count: 32))
    #expect(slow.recordings.allSatisfy { $0 <= 2 })
  }

  @Test func `other connections help also after a slow beginning`() throws {
    let reset = Mail(
      id: 1_000, kind: .reset, account: AccountID(1), to: "reset@valmont.example", recipientName: "Ada", number: "R-1",
      token: nil, messageID: "reset@valmont.example", queuedAt: Self.start, attempts: 0)
    relay.answer = { [clock] recipient, _ in
      clock.advance(recipient.hasPrefix("reset") ? 5 : 0.05)
      return PaperRelay.accepted
    }
    let report = try run(PaperOutbox([reset] + mails(200)), connections: 4).run()
    #expect(report.sent == 201)
    #expect(relay.attemptsToConnect > 1)
  }

  @Test func `what left is written down although the store failed once`() throws {
    let outbox = PaperOutbox(mails(3))
    outbox.failingRecordings = 1
    #expect(throws: StoreError.self) { try run(outbox).run() }
    #expect(outbox.all.allSatisfy { $0.outcome != nil })
    #expect(relay.received.count == 3)
  }

  @Test func `a short queue takes one connection, an empty one none`() throws {
    #expect(try run(PaperOutbox([]), connections: 4).run().sent == 0)
    #expect(relay.attemptsToConnect == 0)
    #expect(try run(PaperOutbox(mails(3)), connections: 4).run().sent == 3)
    #expect(relay.attemptsToConnect == 1)
  }

  @Test func `each answer becomes its outcome, with the server's own words`() throws {
    let outbox = PaperOutbox(mails(4))
    relay.answer = { recipient, _ in
      switch recipient.prefix(2) {
      case "r1": .reply(MailReply(.deferred, text: "451 later"))
      case "r2": .reply(MailReply(.refused(recipient: true), text: "550 nobody"))
      case "r3": .reply(MailReply(.refused(recipient: false), text: "554 spam"))
      default: PaperRelay.accepted
      }
    }
    let report = try run(outbox).run()
    #expect(
      outbox.all.map(\.outcome) == [
        .accepted(at: Self.start), nil, .refused(at: Self.start, bounces: true),
        .refused(at: Self.start, bounces: false),
      ])
    #expect(outbox.all[1].due == Self.start.addingTimeInterval(60))
    #expect(report.failures == [.init(mail: 2, reply: "550 nobody"), .init(mail: 3, reply: "554 spam")])
    #expect(report.deferrals == [.init(mail: 1, reply: "451 later")])
    #expect(report.sent == 1)
    #expect(report.deferred == 1)
    #expect(report.failed == 2)
    #expect(report.waiting == 0)
    #expect(report.nextDue == Self.start.addingTimeInterval(60))
  }

  @Test func `a mail that is put off for too long is given up`() throws {
    let outbox = PaperOutbox(mails(1))
    relay.answer = { _, _ in .reply(MailReply(.deferred, text: "451 later")) }
    var attempts = 0
    while outbox.all[0].outcome == nil, attempts < 50 {
      clock.advance(max(0, outbox.all[0].due.timeIntervalSince(clock.now)))
      _ = try run(outbox).run()
      attempts += 1
    }
    #expect(attempts == 37)
    guard case .refused(_, bounces: false) = outbox.all[0].outcome else {
      Issue.record("expected the mail to be given up")
      return
    }
  }

  @Test func `a mail that cannot be written is put off and holds up no other`() throws {
    struct NoKey: Error {}
    let outbox = PaperOutbox(mails(3))
    var run = DeliveryRun(
      outbox: outbox, transport: relay, sender: "a@valmont.example", clock: { [clock] in clock.now }, jitter: { 0 },
      compose: { mail in if mail.id == 1 { throw NoKey() } else { [] } })
    run.pause = { [clock] in clock.advance($0) }
    let report = try run.run()
    #expect(report.sent == 2)
    #expect(report.deferred == 1)
    #expect(report.deferrals == [.init(mail: 1, reply: "not written: NoKey()")])
  }

  @Test func `a relay that cannot be reached ends the run, and the mails wait their turn`() throws {
    let outbox = PaperOutbox(mails(30))
    relay.refusesConnection = { _ in PaperRelay.unreachable }
    let report = try run(outbox, connections: 4).run()
    #expect(report.failure == PaperRelay.unreachable)
    #expect(relay.attemptsToConnect == 1)
    // It is not the mails' fault: they are due again as soon as the relay is mended.
    #expect(outbox.all.allSatisfy { $0.attempts == 0 && $0.due <= Self.start && $0.lease == nil })
    #expect(report.deferred == 0)
    #expect(report.waiting == 30)
  }

  @Test func `a refused sender ends the run for every connection`() throws {
    let outbox = PaperOutbox(mails(200))
    relay.answer = { recipient, _ in
      recipient == "r30@valmont.example"
        ? .failure(.senderRefused(relay: "paper", reply: "550 not you")) : PaperRelay.accepted
    }
    let report = try run(outbox, connections: 4).run()
    #expect(report.failure == .senderRefused(relay: "paper", reply: "550 not you"))
    #expect(outbox.all.allSatisfy { $0.lease == nil })
    #expect(outbox.all[30].attempts == 1 && outbox.all[30].outcome == nil)
    #expect(report.sent == relay.received.count)
  }

  @Test func `a lost connection costs one mail a wait and the others nothing`() throws {
    let outbox = PaperOutbox(mails(10))
    relay.answer = { recipient, time in
      recipient == "r4@valmont.example" && time == 1 ? PaperRelay.lost : PaperRelay.accepted
    }
    let report = try run(outbox).run()
    #expect(report.sent == 9)
    #expect(report.deferred == 1)
    #expect(relay.attemptsToConnect == 2)
    clock.advance(60)
    #expect(try run(outbox).run().sent == 1)
    #expect(Set(relay.received).count == 10)
  }

  @Test func `a relay that drops every connection is left after a few`() throws {
    let outbox = PaperOutbox(mails(40))
    relay.answer = { _, _ in PaperRelay.lost }
    let report = try run(outbox).run()
    #expect(report.failure == .connectionLost(relay: "paper", detail: "gone"))
    #expect(relay.attemptsToConnect == 4)
    #expect(outbox.all.allSatisfy { $0.outcome == nil && $0.lease == nil })
  }

  @Test func `a relay that comes back is found again`() throws {
    let outbox = PaperOutbox(mails(10))
    relay.answer = { recipient, time in
      recipient == "r4@valmont.example" && time == 1 ? PaperRelay.lost : PaperRelay.accepted
    }
    relay.refusesConnection = { (2...3).contains($0) ? PaperRelay.unreachable : nil }
    let report = try run(outbox).run()
    #expect(report.sent == 9)
    #expect(report.deferred == 1)
    #expect(relay.attemptsToConnect == 4)
  }

  @Test func `a relay that allows fewer connections gets fewer`() throws {
    let outbox = PaperOutbox(mails(200))
    relay.mostConnections = 2
    relay.answer = { _, _ in
      Thread.sleep(forTimeInterval: 0.001)
      return PaperRelay.accepted
    }
    let report = try run(outbox, connections: 4).run()
    #expect(report.sent == 200)
    #expect(report.ending == .nothingDue)
    #expect(relay.mostOpen == 2)
  }

  @Test func `an interruption finishes the mail in hand and gives back the others`() throws {
    let outbox = PaperOutbox(mails(30))
    var run = run(outbox)
    run.isInterrupted = { [relay] in relay.received.count >= 5 }
    let report = try run.run()
    #expect(report.ending == .interrupted)
    #expect(report.sent == 5)
    #expect(report.waiting == 25)
    #expect(outbox.releases == Array(5..<20))
    #expect(outbox.all.filter { $0.outcome == nil }.allSatisfy { $0.lease == nil && $0.attempts == 0 })
  }

  @Test func `a deadline ends the run between two mails`() throws {
    let outbox = PaperOutbox(mails(30))
    relay.answer = { [clock] _, _ in
      clock.advance(1)
      return PaperRelay.accepted
    }
    let report = try run(outbox).run(until: Self.start.addingTimeInterval(10))
    #expect(report.ending == .deadline)
    #expect(report.sent == 10)
    #expect(report.waiting == 20)
  }

  @Test func `what was sent is written down at least every second`() throws {
    let outbox = PaperOutbox(mails(20))
    relay.answer = { [clock] _, _ in
      clock.advance(0.4)
      return PaperRelay.accepted
    }
    _ = try run(outbox).run()
    #expect(outbox.recordings.allSatisfy { $0 <= 4 })
  }

  @Test func `the leases of mails in hand are renewed while the relay takes its time`() throws {
    let outbox = PaperOutbox(mails(3))
    var run = run(outbox)
    run.lease = 2
    let zero = ProcessInfo.processInfo.systemUptime
    run.clock = { Self.start.addingTimeInterval(ProcessInfo.processInfo.systemUptime - zero) }
    run.pause = { Thread.sleep(forTimeInterval: $0) }
    relay.answer = { recipient, _ in
      if recipient == "r0@valmont.example" { Thread.sleep(forTimeInterval: 3) }
      return PaperRelay.accepted
    }
    #expect(try run.run().sent == 3)
    #expect(outbox.renewals >= 2)
  }

  @Test func `a pace is kept, and the end of the queue is foretold`() throws {
    let outbox = PaperOutbox(mails(50))
    var run = run(outbox)
    run.pace = Pace(count: 10, per: 60)
    let report = try run.run(until: Self.start.addingTimeInterval(125))
    #expect(report.sent == 30)
    #expect(report.ending == .deadline)
    let left = try #require(report.estimatedEnd).timeIntervalSince(clock.now)
    #expect(left == 120)
    #expect(try run.run().sent == 20)
  }

  @Test func `in quiet hours only what a person waits for leaves`() throws {
    let links = mails(3)
    let reset = Mail(
      id: 99, kind: .reset, account: AccountID(1), to: "reset@valmont.example", recipientName: "Ada", number: "R-1",
      token: nil, messageID: "99@valmont.example", queuedAt: Self.start, attempts: 0)
    let outbox = PaperOutbox(links + [reset])
    var run = run(outbox)
    // 1,800,000,000 is 08:00 in Greenwich.
    run.quietHours = QuietHours("07:00-09:30", timeZone: .gmt)
    let report = try run.run()
    let opening = Self.start.addingTimeInterval(90 * 60)
    #expect(relay.received == ["reset@valmont.example"])
    #expect(report.ending == .quietHours(until: opening))
    #expect(report.nextDue == opening)
    #expect(report.sent == 1)
    #expect(report.waiting == 3)
  }

  @Test func `mails that a killed process held are waited for`() throws {
    let outbox = PaperOutbox(mails(2))
    _ = try outbox.claim(1, until: Self.start.addingTimeInterval(60), at: Self.start, pace: nil)
    #expect(try run(outbox).run().sent == 2)
    #expect(clock.now.timeIntervalSince(Self.start) >= 60)
  }

  @Test func `mails that another process never lets go are not waited for without end`() throws {
    let outbox = PaperOutbox(mails(2))
    _ = try outbox.claim(1, until: .distantFuture, at: Self.start, pace: nil)
    let report = try run(outbox).run()
    #expect(report.sent == 1)
    #expect(report.waiting == 1)
  }

  @Test func `a store that fails is an error`() {
    let outbox = PaperOutbox(mails(2))
    outbox.failure = .busy(location: "paper", seconds: 5)
    #expect(throws: StoreError.busy(location: "paper", seconds: 5)) { try run(outbox).run() }
  }

  @Test func `what left while the store went away is written down when it is back`() throws {
    let outbox = PaperOutbox(mails(2))
    outbox.recordingFailure = .server(location: "paper", .lost, detail: "")
    outbox.failingRecordings = 20
    #expect(throws: outbox.recordingFailure) { try run(outbox).run() }
    #expect(outbox.all.allSatisfy { $0.attempts == 1 })
    let away = PaperOutbox(mails(2))
    (away.recordingFailure, away.failingRecordings) = (outbox.recordingFailure, .max)
    #expect(throws: away.recordingFailure) { try run(away).run() }
    #expect(clock.now.timeIntervalSince(Self.start) < 300)
  }
}
