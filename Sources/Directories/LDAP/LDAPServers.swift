private import CLDAP
import Provisioning

/// The servers of one directory, tried in order until one lets this program in.
///
/// The next is tried only when a server is not there or not able: what it says about who we are, and what its
/// certificate says about who it is, would be as true a minute later.
struct LDAPServers {
  private let settings: LDAPSettings
  private let isInterrupted: @Sendable () -> Bool
  /// Those that were not tried yet, as the settings name them, or the DNS where they name a domain.
  private var rest: ArraySlice<String>
  /// Those that were gone in the middle of a read.
  private(set) var left: [DirectoryError.Attempt]?
  /// What became of the others.
  private var failures: [(url: String, error: DirectoryError)] = []

  init(settings: LDAPSettings, isInterrupted: @escaping @Sendable () -> Bool) {
    self.settings = settings
    self.isInterrupted = isInterrupted
    rest = settings.urls[...]
  }

  /// A connection ready for searches, to the first of those not tried yet that lets this program in.
  mutating func connect() throws(DirectoryError) -> LDAPConnection {
    while let url = rest.popFirst() {
      if isInterrupted() { throw .interrupted }
      do throws(DirectoryError) {
        if let domain = LDAPDomain(url) {
          try rest.insert(contentsOf: servers(of: domain, url), at: rest.startIndex)
          continue
        }
        return try connect(url)
      } catch {
        guard error.callsForAnotherServer else { throw error }
        failures.append((url, error))
      }
    }
    if failures.count == 1 { throw failures[0].error }
    throw .unreachable(failures.map { DirectoryError.Attempt(url: $0.url, detail: $0.error.attemptDetail) })
  }

  /// Takes note that a server was left in the middle of a read.
  ///
  /// - Throws: the reason itself, if it does not speak of the server's absence, or if there is no other server.
  mutating func leave(because error: DirectoryError) throws(DirectoryError) {
    guard let url = error.absentServer, !rest.isEmpty else { throw error }
    failures.append((url, error))
    left = (left ?? []) + [DirectoryError.Attempt(url: url, detail: error.attemptDetail)]
  }

  private func servers(of domain: LDAPDomain, _ url: String) throws(DirectoryError) -> [String] {
    do throws(LDAPDomain.Unlocated) {
      return try domain.servers(patience: settings.connectTimeout)
    } catch {
      throw .unreachable([DirectoryError.Attempt(url: url, detail: error.detail)])
    }
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
    do throws(LDAPFailure) {
      try connection.signIn(settings)
    } catch {
      // A port where all is encrypted hangs up on who speaks in clear.
      guard case .lost = error, !settings.startTLS,
        TLSDiagnosis(settings, isInterrupted: isInterrupted).speaksTLS(connection.server)
      else { throw error }
      throw .refused(
        .bindRefused(
          url: connection.server.text, method: settings.bind.method, LDAPResult(code: LDAP_CONFIDENTIALITY_REQUIRED)))
    }
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

  /// The server that was gone in the middle of a read, or fell silent; what it said itself is no absence.
  fileprivate var absentServer: String? {
    switch self {
    case .connectionLost(let url, _, _, _), .timedOut(let url, .some, _, _): url
    default: nil
    }
  }

  fileprivate var attemptDetail: String {
    switch self {
    case .connectionLost(_, _, _, let detail): detail
    case .unreachable(let attempts): attempts.first?.detail ?? ""
    case .timedOut(_, _, _, let seconds): "no answer in \(seconds) s"
    case .tls(_, _, let detail): detail
    case .bindRefused(_, _, let result): [result.name, result.message].filter { !$0.isEmpty }.joined(separator: ": ")
    default: ""
    }
  }
}
