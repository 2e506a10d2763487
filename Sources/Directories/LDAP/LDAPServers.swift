private import CLDAP
import Provisioning

/// The servers of one directory, tried in order until one lets this program in.
///
/// The next is tried only when a server is not there or not able: what it says about who we are, and what its
/// certificate says about who it is, would be as true a minute later.
struct LDAPServers {
  let settings: LDAPSettings
  let isInterrupted: @Sendable () -> Bool

  /// A connection ready for searches.
  func connect() throws(DirectoryError) -> LDAPConnection {
    var failures: [DirectoryError] = []
    for url in settings.urls {
      if isInterrupted() { throw .interrupted }
      do throws(DirectoryError) {
        return try connect(url)
      } catch {
        guard error.callsForAnotherServer else { throw error }
        failures.append(error)
      }
    }
    if failures.count == 1 { throw failures[0] }
    throw .unreachable(zip(settings.urls, failures).map { DirectoryError.Attempt(url: $0, detail: $1.attemptDetail) })
  }

  private func connect(_ url: String) throws(DirectoryError) -> LDAPConnection {
    guard let server = LDAPServerURL(url) else { throw .unsupported(detail: url) }
    try refuseClearPassword(server)
    do throws(LDAPFailure) {
      let connection = try LDAPConnection(
        to: server, connectTimeout: settings.connectTimeout, isInterrupted: isInterrupted)
      try connection.connect(seconds: settings.connectTimeout)
      try encrypt(connection)
      try bind(connection)
      connection.prepareToStream()
      return connection
    } catch {
      throw error.connectionError(url: url)
    }
  }

  private func refuseClearPassword(_ server: LDAPServerURL) throws(DirectoryError) {
    if let refusal = settings.clearPasswordRefusal(at: server) { throw refusal }
  }

  private func encrypt(_ connection: borrowing LDAPConnection) throws(LDAPFailure) {
    guard settings.encrypts(connection.server) else { return }
    try TLSSession(settings).begin(on: connection)
  }

  private func bind(_ connection: borrowing LDAPConnection) throws(LDAPFailure) {
    try connection.signIn(settings)
  }
}

extension LDAPSettings {
  /// Whether what is said to a server is encrypted (TLS).
  func encrypts(_ server: LDAPServerURL) -> Bool {
    switch server.scheme {
    case .ldaps: true
    case .ldap: startTLS
    case .ldapi: false
    }
  }

  /// Why the password may not be said to a server: it would cross the network in clear.
  ///
  /// Settings refuse this as well; a password is not something to leave to one check.
  func clearPasswordRefusal(at server: LDAPServerURL) -> DirectoryError? {
    guard case .simple = bind, server.scheme == .ldap, !startTLS, !server.isLocal else { return nil }
    return .bindRefused(url: server.text, method: bind.method, LDAPResult(code: LDAP_CONFIDENTIALITY_REQUIRED))
  }
}

extension DirectoryError {
  /// Whether the server was not there, or there and not able to serve (RFC 4511 appendix A.2).
  fileprivate var callsForAnotherServer: Bool {
    switch self {
    case .unreachable, .timedOut, .tls(_, .other, _): true
    case .bindRefused(_, _, let result): [Int(LDAP_BUSY), Int(LDAP_UNAVAILABLE)].contains(result.code)
    default: false
    }
  }

  fileprivate var attemptDetail: String {
    switch self {
    case .unreachable(let attempts): attempts.first?.detail ?? ""
    case .timedOut(_, _, _, let seconds): "no answer in \(seconds) s"
    case .tls(_, _, let detail): detail
    case .bindRefused(_, _, let result): [result.name, result.message].filter { !$0.isEmpty }.joined(separator: ": ")
    default: ""
    }
  }
}
