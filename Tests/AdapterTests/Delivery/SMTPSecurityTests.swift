import Delivery
import Foundation
import Provisioning
import TestSupport
import Testing

/// TLS and sign-in, against a real Postfix where it can be set up and a scripted server where it cannot.
@Suite struct SMTPSecurityTests {
  private let message = Array("Subject: test\r\nMessage-ID: <1@valmont.example>\r\n\r\nBonjour\r\n".utf8)

  private func settings(_ server: SMTPServerPostfix, mode: SMTPSettings.Mode = .smtp) -> SMTPSettings {
    SMTPSettings(
      host: "127.0.0.1", port: mode == .smtps ? server.tlsPort : server.port, mode: mode,
      username: SMTPServerPostfix.username, password: SMTPServerPostfix.password,
      caFile: server.certificates.caFile, connectTimeout: 10, replyTimeout: 20)
  }

  @Test func `a Postfix that asks for TLS and a password takes mail from who has both`() throws {
    let server = try SMTPServerPostfix(requiresSignIn: true)
    for mode in [SMTPSettings.Mode.smtp, .smtps] {
      let connection = try SMTPTransport(settings(server, mode: mode)).connect()
      let send = { (to: String) in
        try connection.send(message, from: "retours@valmont.example", to: to + "@valmont.example").verdict
      }
      #expect(try send("ada") == .accepted)
      #expect(try send("unknown") == .refused(recipient: true))
      #expect(try send("full") == .deferred)
      #expect(try send("grace") == .accepted)
      connection.close()
    }
    #expect(try server.mails(atLeast: 4).count == 4)

    var wrong = settings(server)
    wrong.password = "guess"
    let guessing = SMTPTransport(wrong)
    let error = #expect(throws: DeliveryError.self) { try guessing.connect() }
    guard case .signInRefused(_, let reply) = error, reply.hasPrefix("535") else {
      Issue.record("expected signInRefused, not \(String(describing: error))")
      return
    }

    var missing = settings(server)
    missing.username = nil
    let anonymous = try SMTPTransport(missing).connect()
    #expect(
      try anonymous.send(message, from: "retours@valmont.example", to: "ada@valmont.example").verdict
        == .refused(recipient: false))
    anonymous.close()
  }

  @Test func `an authority that is not ours is refused, and so is a file that is none`() throws {
    let server = try SMTPServerScripted(certificateName: "IP:127.0.0.1")
    let other = try SMTPServerPrograms.makeFolder("other-authority")
    defer { try? FileManager.default.removeItem(atPath: other) }
    let cases: [(String?, DeliveryError.TLSFailure?)] = [
      (server.certificates?.caFile, nil),
      (try SMTPServerCertificates(in: other).caFile, .unknownAuthority),
      (nil, .unknownAuthority),
      ("/nowhere/ca.pem", .badCAFile),
    ]
    for (file, failure) in cases {
      #expect(failure == tlsFailure(server, caFile: file))
    }
  }

  @Test func `a certificate for another host is refused, opportunistic or not`() throws {
    let server = try SMTPServerScripted(certificateName: "DNS:elsewhere.valmont.example")
    let file = server.certificates?.caFile
    #expect(tlsFailure(server, caFile: file) == .wrongHostName)
    #expect(tlsFailure(server, caFile: file, startTLS: .opportunistic) == .wrongHostName)
  }

  @Test func `a relay that offers no sign-in is not used without one`() throws {
    let server = try SMTPServerScripted(certificateName: "IP:127.0.0.1")
    let connection = SMTPSettings(
      host: "127.0.0.1", port: server.port, username: "navette", password: "x",
      caFile: server.certificates?.caFile, connectTimeout: 5)
    let error = #expect(throws: DeliveryError.self) { try SMTPTransport(connection).connect() }
    guard case .signInRefused = error else {
      Issue.record("expected signInRefused, not \(String(describing: error))")
      return
    }
  }

  @Test func `StartTLS is spoken when it is offered`() throws {
    let server = try SMTPServerScripted(certificateName: "IP:127.0.0.1")
    let connection = try SMTPTransport(
      SMTPSettings(
        host: "127.0.0.1", port: server.port, startTLS: .opportunistic, caFile: server.certificates?.caFile)
    ).connect()
    _ = try connection.send(message, from: "retours@valmont.example", to: "ok@valmont.example")
    connection.close()
    #expect(try server.mails().map(\.tls) == [true])
  }

  private func tlsFailure(
    _ server: SMTPServerScripted, caFile: String?, startTLS: SMTPSettings.StartTLS = .required
  ) -> DeliveryError.TLSFailure? {
    let settings = SMTPSettings(
      host: "127.0.0.1", port: server.port, startTLS: startTLS, caFile: caFile, connectTimeout: 5)
    do {
      try SMTPTransport(settings).connect().close()
      return nil
    } catch {
      guard case .tls(_, let failure, _) = error else {
        Issue.record("expected a TLS failure, not \(error)")
        return nil
      }
      return failure
    }
  }
}
