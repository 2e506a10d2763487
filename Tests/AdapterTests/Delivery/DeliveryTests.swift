import Delivery
import Foundation
import Presentation
import Provisioning
import TestSupport
import Testing

/// The whole way of a mail, from the outbox to a real server.
@Suite struct DeliveryTests {
  private func mails(_ recipients: [String]) -> [Mail] {
    recipients.enumerated().map { number, recipient in
      Mail(
        id: Int64(number), kind: .link, account: AccountID(Int64(number)), to: recipient + "@valmont.example",
        recipientName: "Ada LEFÈVRE", number: "R-\(number)",
        token: .init(id: Array(0..<16), keyID: "k1", purpose: .create, life: 604_800),
        messageID: "\(number).test@valmont.example", queuedAt: Date(timeIntervalSince1970: 1_795_406_412), attempts: 0)
    }
  }

  private func run(_ outbox: QueueOfMails, _ settings: SMTPSettings, connections: Int = 4) throws -> DeliveryRun {
    let from = try #require(Mailbox("Portail Famille <ne-pas-repondre@valmont.example>"))
    let composer = MailComposer(
      portal: MailPortal(name: "Portail Famille de Valmont", url: "https://famille.valmont.example"), language: .fr,
      from: from, keys: TokenKeys(current: TokenKey(id: "k1", secret: .init(data: Data(repeating: 7, count: 32)))),
      templates: try MailTemplates())
    var run = DeliveryRun(
      outbox: outbox, transport: SMTPTransport(settings), sender: "retours@valmont.example", clock: { Date() },
      jitter: { 0 }, compose: { try composer.message(for: $0) })
    run.connections = connections
    return run
  }

  @Test func `two thousand mails over four connections arrive once each`() throws {
    let server = try SMTPServerPostfix(requiresSignIn: true)
    let outbox = QueueOfMails(mails((0..<2_000).map { "r\($0)" }))
    let settings = SMTPSettings(
      host: "127.0.0.1", port: server.port, username: SMTPServerPostfix.username,
      password: SMTPServerPostfix.password, caFile: server.certificates.caFile)
    let report = try run(outbox, settings).run()
    #expect(report.sent == 2_000)
    #expect(report.ending == .nothingDue)
    let arrived = try server.mails(atLeast: 2_000, seconds: 120)
    let identifiers = arrived.compactMap { mail in
      mail.split(separator: "\n").first { $0.hasPrefix("Message-ID: ") }
    }
    #expect(arrived.count == 2_000)
    #expect(Set(identifiers).count == 2_000)
  }

  @Test func `refusals, greylisting and lost connections each cost only their own mail`() throws {
    let server = try SMTPServerScripted()
    let odd = ["rcpt-550", "data-554", "grey", "drop-once", "bye-once", "rcpt-452"]
    let recipients = (0..<120).map { $0 % 20 == 7 ? "\(odd[$0 / 20])+\($0)" : "ok+\($0)" }
    let outbox = QueueOfMails(mails(recipients))
    var run = try run(
      outbox, SMTPSettings(host: "127.0.0.1", port: server.port, startTLS: .off), connections: 3)
    run.schedule = RetrySchedule(delays: [0])
    run.isInterrupted = { outbox.accepted == 117 }
    let report = try run.run(until: Date().addingTimeInterval(30))

    #expect(report.sent == 117)
    #expect(report.failed == 2)
    #expect(report.failures.map(\.reply).sorted().map { $0.prefix(3) } == ["550", "554"])
    let kept = try server.mails()
    let copies = Dictionary(grouping: kept) { $0.recipient ?? "" }
    #expect(copies.count == 117)
    let twice = copies.filter { $0.value.count > 1 }
    #expect(twice.keys.allSatisfy { $0.hasPrefix("drop-once") } && twice.count == 1)
    #expect(twice.values.allSatisfy { Set($0.map(\.digest)).count == 1 })
  }

  @Test func `a relay that refuses the sender stops everything and loses nothing`() throws {
    let server = try SMTPServerScripted()
    let outbox = QueueOfMails(mails((0..<50).map { "ok+\($0)" }))
    let good = try run(outbox, SMTPSettings(host: "127.0.0.1", port: server.port, startTLS: .off))
    let wrong = DeliveryRun(
      outbox: outbox, transport: good.transport, sender: "mail-550@valmont.example", clock: { Date() },
      jitter: { 0 }, compose: good.compose)
    let report = try wrong.run()
    guard case .senderRefused = report.failure else {
      Issue.record("expected senderRefused, not \(report.ending)")
      return
    }
    #expect(try server.mails().isEmpty)
    #expect(try good.run().sent + report.deferred == 50)
  }

  /// Printed, not judged: a machine that does other things at the same time says little. Asked for by `make bench`.
  @Test(.enabled(if: ProcessInfo.processInfo.environment["NAVETTE_BENCH"] != nil, "set NAVETTE_BENCH to measure"))
  func `mails leave as fast as from smtp-source`() throws {
    let count = 4_000
    var ratios: [Double] = []
    let mails = mails((0..<count).map { "r\($0)" })
    let sink = try SMTPServerSink()
    let settings = SMTPSettings(host: "127.0.0.1", port: sink.port, startTLS: .off)
    let source = try SMTPServerPrograms.path("smtp-source", package: "postfix")
    let size = try run(QueueOfMails([]), settings).compose(mails[0]).count
    let arguments = [
      "-d", "-s", "4", "-m", "\(count)", "-l", "\(size)", "-f", "a@valmont.example", "-t", "b@valmont.example",
      "127.0.0.1:\(sink.port)",
    ]
    for _ in 0..<7 {
      let theirs = try seconds { _ = try SMTPServerPrograms.run(source, arguments) }
      let delivery = try run(QueueOfMails(mails), settings)
      let ours = try seconds { _ = try delivery.run() }
      ratios.append(theirs / ours)
      print("ours \(Int(Double(count) / ours))/s, smtp-source \(Int(Double(count) / theirs))/s of \(size) bytes")
    }
    print("median ratio \(ratios.sorted()[ratios.count / 2])")
  }

  private func seconds(_ body: () throws -> Void) rethrows -> Double {
    let clock = ContinuousClock()
    let duration = try clock.measure(body)
    return Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
  }
}
