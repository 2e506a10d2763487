import Delivery
import Foundation
import Provisioning
import TestSupport
import Testing

/// Against a server that refuses, drops and delays as the recipient's address says.
@Suite struct SMTPConnectionTests {
  private static let sender = "retours@valmont.example"

  private func message(_ text: String = "Bonjour") -> [UInt8] {
    Array("Subject: test\r\nMessage-ID: <1@valmont.example>\r\n\r\n\(text)\r\n".utf8)
  }

  private func settings(_ server: SMTPServerScripted, replyTimeout: Int = 10) -> SMTPSettings {
    SMTPSettings(
      host: "127.0.0.1", port: server.port, startTLS: .off, connectTimeout: 5, replyTimeout: replyTimeout,
      heloName: "navette.valmont.example")
  }

  private func address(_ local: String) -> String { local + "@valmont.example" }

  @Test(arguments: [[], ["--no-pipelining"]], [true, false])
  func `a refused recipient leaves the connection open for the next mail`(
    options: [String], isAnnounced: Bool
  ) throws {
    let server = try SMTPServerScripted(options)
    let connection = try SMTPTransport(settings(server)).connect()
    let locals = ["ok", "rcpt-550", "ok+2", "multi", "ok+3", "data-554", "data-451", "rcpt-452", "policy", "ok+4"]
    let verdicts = try zip(locals, locals.dropFirst() + [""]).map { local, next in
      let next = isAnnounced && !next.isEmpty ? address(next) : nil
      return try connection.send(message(), from: Self.sender, to: address(local), before: next).verdict
    }
    connection.close()
    #expect(
      verdicts == [
        .accepted, .refused(recipient: true), .accepted, .refused(recipient: true), .accepted,
        .refused(recipient: false), .deferred, .deferred, .refused(recipient: false), .accepted,
      ])
    #expect(try server.mails().map(\.recipient) == ["ok", "ok+2", "ok+3", "ok+4"].map(address))
    #expect(try server.connections() == 1)
    #expect(try server.mails().allSatisfy { $0.helo == "navette.valmont.example" && $0.sender == Self.sender })
  }

  @Test func `an answer of several lines is kept whole`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    let reply = try connection.send(message(), from: Self.sender, to: address("multi"))
    connection.close()
    #expect(reply.text == "550 5.1.1 The mailbox 5.1.1 does not exist 5.1.1 any more")
  }

  @Test func `a refused sender is told apart from a refused recipient`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    #expect(
      throws: DeliveryError.senderRefused(
        relay: "smtp://127.0.0.1:\(server.port)", reply: "550 5.1.0 sender not welcome")
    ) {
      try connection.send(message(), from: "mail-550@valmont.example", to: address("ok"))
    }
    #expect(
      try connection.send(message(), from: "mail-451@valmont.example", to: address("ok")).verdict == .deferred)
    #expect(try connection.send(message(), from: Self.sender, to: address("ok")).verdict == .accepted)
    connection.close()
  }

  @Test func `content arrives to the byte, dots and all`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    let lines = [".", "..", ".a", "a.", String(repeating: "x", count: 998), "", ".", "end"]
    let large = Array(repeating: lines.joined(separator: "\r\n"), count: 2_000).joined(separator: "\r\n")
    for text in [lines.joined(separator: "\r\n"), large] {
      #expect(try connection.send(message(text), from: Self.sender, to: address("ok")).verdict == .accepted)
    }
    connection.close()
    let received = try server.mails().compactMap(\.content)
    let sent = [message(lines.joined(separator: "\r\n")), message(large)]
    #expect(received == sent.map { String(decoding: $0, as: UTF8.self) })
  }

  @Test func `a line end that stands alone cannot begin a second mail`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    let smuggled = "a\n.\nMAIL FROM:<b@valmont.example>\n"
    #expect(try connection.send(message(smuggled), from: Self.sender, to: address("ok")).verdict == .accepted)
    connection.close()
    #expect(try server.mails().count == 1)
    #expect(try server.mails().first?.content?.contains("a\r\n.\r\nMAIL FROM") == true)
  }

  @Test func `an address that would end its line is never sent`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    for bad in ["a@b.example>\r\nRCPT TO:<c@d.example", "a b@c.example", "", "é@c.example", "a\0@c.example"] {
      #expect(try connection.send(message(), from: Self.sender, to: bad).verdict == .refused(recipient: true))
    }
    connection.close()
    #expect(try server.events().allSatisfy { $0.event == "connection" })
  }

  @Test func `a connection that the server ends between two mails is replaced unseen`() throws {
    let server = try SMTPServerScripted(["--max", "3"])
    let connection = try SMTPTransport(settings(server)).connect()
    for number in 0..<10 {
      #expect(try connection.send(message(), from: Self.sender, to: address("ok+\(number)")).verdict == .accepted)
    }
    connection.close()
    #expect(try server.mails().compactMap(\.recipient) == (0..<10).map { address("ok+\($0)") })
    #expect(try server.connections() == 4)
  }

  @Test func `a server ends a connection although the next mail was announced on it`() throws {
    let server = try SMTPServerScripted(["--max", "3"])
    let connection = try SMTPTransport(settings(server)).connect()
    for number in 0..<10 {
      let reply = try connection.send(
        message(), from: Self.sender, to: address("ok+\(number)"), before: address("ok+\(number + 1)"))
      #expect(reply.verdict == .accepted)
    }
    connection.close()
    #expect(try server.mails().compactMap(\.recipient) == (0..<10).map { address("ok+\($0)") })
  }

  @Test func `the next mail is announced with the content of the one before`() async throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    _ = try connection.send(message(), from: Self.sender, to: address("ok"), before: address("rcpt-550"))
    let end = Date() + 10
    while try !server.events().contains(where: { $0.address == address("rcpt-550") }), Date() < end {
      try await Task.sleep(for: .milliseconds(20))
    }
    #expect(try server.events().last?.address == address("rcpt-550"))
    #expect(
      try connection.send(message(), from: Self.sender, to: address("rcpt-550")).verdict == .refused(recipient: true))
    connection.close()
  }

  @Test func `a mail that was announced and does not follow is accepted by nobody`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    _ = try connection.send(message(), from: Self.sender, to: address("ok"), before: address("ok+2"))
    _ = try connection.send(message(), from: Self.sender, to: address("ok+3"), before: address("ok+4"))
    connection.close()
    let last = try SMTPTransport(settings(server)).connect()
    #expect(try last.send(message(), from: Self.sender, to: address("ok+5")).verdict == .accepted)
    last.close()
    #expect(try server.mails().map(\.recipient) == ["ok", "ok+3", "ok+5"].map(address))
  }

  @Test(arguments: ["drop-before", "drop-after"])
  func `a mail whose announcement was lost with the one before is sent anew`(local: String) throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    #expect(throws: DeliveryError.self) {
      try connection.send(message(), from: Self.sender, to: address(local), before: address("ok"))
    }
    #expect(try connection.send(message(), from: Self.sender, to: address("ok")).verdict == .accepted)
    connection.close()
    #expect(try server.mails().last?.recipient == address("ok"))
  }

  @Test func `a connection is opened anew after the number of mails it may carry`() throws {
    let server = try SMTPServerScripted()
    var settings = settings(server)
    settings.mailsPerConnection = 2
    let connection = try SMTPTransport(settings).connect()
    for _ in 0..<5 {
      _ = try connection.send(message(), from: Self.sender, to: address("ok"), before: address("ok"))
    }
    connection.close()
    #expect(try server.connections() == 3)
    #expect(try server.mails().count == 5)
  }

  @Test func `a server that closes with 421 puts the mail off, and the next one finds a new connection`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    #expect(try connection.send(message(), from: Self.sender, to: address("bye")).verdict == .deferred)
    #expect(try connection.send(message(), from: Self.sender, to: address("ok")).verdict == .accepted)
    #expect(try connection.send(message(), from: Self.sender, to: address("bye-once")).verdict == .accepted)
    connection.close()
    #expect(try server.mails().count == 2)
  }

  @Test(arguments: ["drop-before", "drop-after"])
  func `a connection lost before the last answer is an error, and the next mail finds a new one`(local: String) throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    _ = try connection.send(message(), from: Self.sender, to: address("ok"))
    let error = #expect(throws: DeliveryError.self) {
      try connection.send(message(), from: Self.sender, to: address(local))
    }
    guard case .connectionLost = error else {
      Issue.record("expected connectionLost, not \(String(describing: error))")
      return
    }
    #expect(try connection.send(message(), from: Self.sender, to: address("ok")).verdict == .accepted)
    connection.close()
    #expect(try server.mails().count == (local == "drop-after" ? 3 : 2))
  }

  @Test func `an answer that does not come is waited for no longer than set`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server, replyTimeout: 1)).connect()
    #expect(throws: DeliveryError.timedOut(relay: "smtp://127.0.0.1:\(server.port)", seconds: 1)) {
      try connection.send(message(), from: Self.sender, to: address("silent"))
    }
    connection.close()
  }

  @Test func `an answer that is slow is waited for`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    #expect(try connection.send(message(), from: Self.sender, to: address("slow")).verdict == .accepted)
    connection.close()
  }

  @Test(arguments: [[], ["--no-pipelining"]])
  func `an answer too many is not taken for leave to send`(options: [String]) throws {
    let server = try SMTPServerScripted(options)
    let connection = try SMTPTransport(settings(server)).connect()
    let error = #expect(throws: DeliveryError.self) {
      try connection.send(message(), from: Self.sender, to: address("chatty"), before: address("ok"))
    }
    guard case .connectionLost = error else {
      Issue.record("expected connectionLost, not \(String(describing: error))")
      return
    }
    #expect(try connection.send(message(), from: Self.sender, to: address("ok")).verdict == .accepted)
    connection.close()
    #expect(try server.mails().map(\.recipient) == [address("ok")])
  }

  @Test func `an answer that is not SMTP ends the connection`() throws {
    let server = try SMTPServerScripted()
    let connection = try SMTPTransport(settings(server)).connect()
    let error = #expect(throws: DeliveryError.self) {
      try connection.send(message(), from: Self.sender, to: address("garbage"))
    }
    connection.close()
    guard case .connectionLost = error else {
      Issue.record("expected connectionLost, not \(String(describing: error))")
      return
    }
  }

  @Test func `a server that refuses the session says so`() throws {
    let server = try SMTPServerScripted(["--greet", "554 5.3.2 no service for you"])
    #expect(
      throws: DeliveryError.senderRefused(
        relay: "smtp://127.0.0.1:\(server.port)", reply: "554 5.3.2 no service for you")
    ) { try SMTPTransport(settings(server)).connect() }
  }

  @Test func `a server that is busy is only out of reach for now`() throws {
    let server = try SMTPServerScripted(["--greet", "421 4.7.0 too many connections"])
    #expect(
      throws: DeliveryError.unreachable(
        relay: "smtp://127.0.0.1:\(server.port)", detail: "421 4.7.0 too many connections")
    ) { try SMTPTransport(settings(server)).connect() }
  }

  @Test func `a relay where nobody listens is out of reach`() throws {
    let port = try SMTPServerPrograms.freePort()
    let transport = SMTPTransport(SMTPSettings(host: "127.0.0.1", port: port))
    let error = #expect(throws: DeliveryError.self) { try transport.connect() }
    guard case .unreachable(relay: "smtp://127.0.0.1:\(port)", _) = error else {
      Issue.record("expected unreachable, not \(String(describing: error))")
      return
    }
  }

  @Test func `TLS that is required and not offered is an error, and opportunistic goes on in clear`() throws {
    let server = try SMTPServerScripted()
    var settings = settings(server)
    settings.startTLS = .required
    let strict = SMTPTransport(settings)
    let error = #expect(throws: DeliveryError.self) { try strict.connect() }
    guard case .tls(_, .notOffered, _) = error else {
      Issue.record("expected notOffered, not \(String(describing: error))")
      return
    }
    settings.startTLS = .opportunistic
    let connection = try SMTPTransport(settings).connect()
    #expect(try connection.send(message(), from: Self.sender, to: address("ok")).verdict == .accepted)
    connection.close()
    #expect(try server.mails().first?.tls == false)
  }

  @Test func `a password is printed nowhere`() {
    let settings = SMTPSettings(host: "relay", port: 587, username: "navette", password: "s3cret")
    var dumped = ""
    dump(settings, to: &dumped)
    #expect(!"\(settings) \(dumped) \(String(reflecting: settings))".contains("s3cret"))
  }
}
