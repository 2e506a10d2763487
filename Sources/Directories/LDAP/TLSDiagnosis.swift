private import CLDAP
import Foundation
import Provisioning

/// Finds out why a server's certificate was refused, which GnuTLS does not say.
///
/// A second connection takes any certificate, looks at the one it gets and is closed: nothing is ever said on it.
struct TLSDiagnosis {
  private let settings: LDAPSettings
  private let isInterrupted: @Sendable () -> Bool

  init(_ settings: LDAPSettings, isInterrupted: @escaping @Sendable () -> Bool) {
    self.settings = settings
    self.isInterrupted = isInterrupted
  }

  func reason(_ server: LDAPServerURL) -> DirectoryError.TLSFailure {
    guard let certificate = peerCertificate(server) else { return speaksClear(server) ? .notOffered : .other }
    guard let validity = CertificateValidity(der: certificate),
      let names = CertificateNames(der: certificate)
    else { return .other }
    let now = CertificateValidity.now
    if now < validity.notBefore { return .notYetValid }
    if now > validity.notAfter { return .expired }
    return names.contains(server.host) ? .unknownAuthority : .wrongHostName
  }

  /// Whether TLS from the first byte is understood on a port where clear text is not.
  func speaksTLS(_ server: LDAPServerURL) -> Bool {
    server.scheme == .ldap && server.on(.ldaps).flatMap(peerCertificate) != nil
  }

  /// Whether clear text is understood on a port where TLS from the first byte is not.
  private func speaksClear(_ server: LDAPServerURL) -> Bool {
    guard server.scheme == .ldaps, let clear = server.on(.ldap),
      let connection = try? LDAPConnection(
        to: clear, connectTimeout: settings.connectTimeout, isInterrupted: isInterrupted),
      (try? connection.connect(seconds: settings.connectTimeout)) != nil
    else { return false }
    return connection.rootDSE != nil
  }

  private func peerCertificate(_ server: LDAPServerURL) -> [UInt8]? {
    // Whatever fails here, the first failure is the one to report.
    guard
      let connection = try? LDAPConnection(
        to: server, connectTimeout: settings.connectTimeout, isInterrupted: isInterrupted),
      (try? connection.connect(seconds: settings.connectTimeout)) != nil
    else { return nil }
    connection.set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_NEVER)
    guard connection.set(LDAP_OPT_X_TLS_NEWCTX, 0), handshake(connection) else { return nil }
    return connection.peerCertificate
  }

  private func handshake(_ connection: borrowing LDAPConnection) -> Bool {
    if connection.server.scheme == .ldap {
      guard let reply = try? connection.requestEncryption(seconds: settings.connectTimeout), reply.isSuccess else {
        return false
      }
    }
    return connection.handshake() == LDAP_SUCCESS
  }
}
