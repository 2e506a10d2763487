private import CLDAP
import Foundation
import Provisioning

/// Encrypts a connection and makes sure of who is at the other end (RFC 4513 §3).
struct TLSSession {
  private let settings: LDAPSettings

  init(_ settings: LDAPSettings) { self.settings = settings }

  func begin(on connection: borrowing LDAPConnection) throws(LDAPFailure) {
    try loadFiles(on: connection)
    try requestEncryption(on: connection)
    let begin = ContinuousClock.now
    let code = connection.handshake()
    guard code != LDAP_SUCCESS else { return }
    if connection.isInterrupted() { throw .interrupted }
    // libldap says so, too, when the other end hangs up at once; and it waits for whole milliseconds, rounded down.
    let isOver = begin.duration(to: .now) >= .seconds(settings.connectTimeout) - .milliseconds(50)
    if code == LDAP_TIMEOUT, isOver { throw .silent(seconds: settings.connectTimeout) }
    // GnuTLS's codes are none of libldap's: its word for all of them says nothing.
    let said = connection.diagnosticMessage
    let detail = said == "(unknown error code)" ? "" : said
    throw failure(connection, try reason(for: connection), detail)
  }

  /// Loads the authorities first and the own certificate after, so that each is blamed for itself.
  private func loadFiles(on connection: borrowing LDAPConnection) throws(LDAPFailure) {
    connection.set(LDAP_OPT_X_TLS_REQUIRE_CERT, LDAP_OPT_X_TLS_HARD)
    connection.set(LDAP_OPT_X_TLS_PROTOCOL_MIN, (3 << 8) + 3)  // TLS 1.2 (RFC 8996)
    if let file = settings.caFile ?? LDAPLibrary.systemAuthorities {
      connection.set(LDAP_OPT_X_TLS_CACERTFILE, file)
      guard PEMFile(file).holds("CERTIFICATE"), connection.set(LDAP_OPT_X_TLS_NEWCTX, 0) else {
        throw failure(connection, .badCAFile, PEMFile(file).fault)
      }
    }
    guard let own = settings.clientCertificate else { return }
    connection.set(LDAP_OPT_X_TLS_CERTFILE, own.certFile)
    connection.set(LDAP_OPT_X_TLS_KEYFILE, own.keyFile)
    for file in [own.certFile, own.keyFile] where access(file, R_OK) != 0 {
      throw failure(connection, .badClientCertificate, PEMFile(file).fault)
    }
    guard connection.set(LDAP_OPT_X_TLS_NEWCTX, 0) else {
      throw failure(connection, .badClientCertificate, own.certFile)
    }
  }

  /// Any answer but success means that the connection cannot be encrypted.
  private func requestEncryption(on connection: borrowing LDAPConnection) throws(LDAPFailure) {
    guard connection.server.scheme == .ldap else { return }
    let reply = try connection.requestEncryption(seconds: settings.connectTimeout)
    guard !reply.isSuccess else { return }
    throw failure(connection, .notOffered, "\(reply.result.name) \(reply.result.message)")
  }

  /// An operator who stops while the reason is looked for does not want to hear it.
  private func reason(for connection: borrowing LDAPConnection) throws(LDAPFailure) -> DirectoryError.TLSFailure {
    let reason = TLSDiagnosis(settings, isInterrupted: connection.isInterrupted).reason(connection.server)
    if connection.isInterrupted() { throw .interrupted }
    return reason
  }

  private func failure(
    _ connection: borrowing LDAPConnection, _ reason: DirectoryError.TLSFailure, _ detail: String
  ) -> LDAPFailure {
    .refused(.tls(url: connection.server.text, reason, detail: detail))
  }
}
