import Delivery
import Foundation
import Provisioning
import TestSupport
import Testing

/// `navette check` calls a relay and sends nothing.
@Suite struct RelayTrialTests {
  private func facts(_ kind: TransportKind) -> [Finding.Fact] { RelayTrial(kind).examine().map(\.fact) }

  @Test func `a relay is called, encrypted and signed in to, and gets no mail`() throws {
    let server = try SMTPServerPostfix(requiresSignIn: true)
    var settings = SMTPSettings(
      host: "127.0.0.1", port: server.port, username: SMTPServerPostfix.username,
      password: SMTPServerPostfix.password, caFile: server.certificates.caFile, connectTimeout: 10, replyTimeout: 20)
    #expect(
      facts(.smtp(settings)) == [.relay(location: settings.relay, isEncrypted: true, isSignedIn: true)])
    settings.password = "guess"
    guard case .relayFailed(.signInRefused)? = facts(.smtp(settings)).first else {
      Issue.record("\(facts(.smtp(settings)))")
      return
    }
    #expect(try server.mails(atLeast: 0).isEmpty)
  }

  @Test func `a relay that is not there is a fault`() throws {
    let settings = SMTPSettings(host: "127.0.0.1", port: try FreePort.find(), startTLS: .off, connectTimeout: 5)
    #expect(facts(.smtp(settings)).map(\.verdict) == [.bad])
  }

  @Test func `a folder is looked at and not made`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/mails"
    #expect(facts(.folder(path: path)) == [.folder(path: path, exists: false)])
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(facts(.folder(path: folder.path)) == [.folder(path: folder.path, exists: true)])
    #expect(facts(.folder(path: path + "/deeper")).map(\.verdict) == [.bad])
  }
}
