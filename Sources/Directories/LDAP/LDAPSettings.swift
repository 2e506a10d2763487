import Provisioning

/// How one LDAP directory is reached and what is read from it.
package struct LDAPSettings: Sendable {
  /// The name ties are kept under.
  package var name: String
  /// The servers, tried in order: `ldap:`, `ldaps:` or `ldapi:` URLs (RFC 4516 §2, scheme and host only).
  package var urls: [String]
  /// Whether a clear connection is encrypted before anything else is said (RFC 4511 §4.14).
  package var startTLS: Bool
  /// The authorities to trust, in PEM; the system's when nil.
  package var caFile: String?
  /// What this program shows of itself when the server asks, for SASL EXTERNAL.
  package var clientCertificate: ClientCertificate?
  /// Who this program is to the server.
  package var bind: Bind
  /// The file the password came from, for the commands shown to people; never read here.
  package var passwordFile: String?
  /// The entries below which people are looked for, read one after the other.
  package var bases: [String]
  /// How far below a base.
  package var scope: SearchScope
  /// The directory's own filter, ANDed with the mapping's.
  package var filter: Filter?
  /// Entries a page (RFC 2696); 0 asks for everything at once.
  package var pageSize: Int
  /// How what changed is found out.
  package var read: Read
  /// Seconds after which everything is read again, to verify what the server told of.
  package var fullEvery: Int
  /// Seconds after which, with `timestamp`, who is still there is looked up; 0 does at every run.
  package var sweepEvery: Int
  /// Seconds for a server to accept the connection, the encryption and the bind, each.
  package var connectTimeout: Int
  /// Seconds without a byte after which a read is given up.
  package var idleTimeout: Int

  package init(
    name: String, urls: [String], startTLS: Bool = false, caFile: String? = nil,
    clientCertificate: ClientCertificate? = nil, bind: Bind = .anonymous, passwordFile: String? = nil,
    bases: [String], scope: SearchScope = .sub, filter: Filter? = nil, pageSize: Int = 1000,
    read: Read = .auto, fullEvery: Int = 86_400, sweepEvery: Int = 3_600,
    connectTimeout: Int = 10, idleTimeout: Int = 60
  ) {
    self.name = name
    self.urls = urls
    self.startTLS = startTLS
    self.caFile = caFile
    self.clientCertificate = clientCertificate
    self.bind = bind
    self.passwordFile = passwordFile
    self.bases = bases
    self.scope = scope
    self.filter = filter
    self.pageSize = pageSize
    self.read = read
    self.fullEvery = fullEvery
    self.sweepEvery = sweepEvery
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
  }

  /// How what changed is found out.
  package enum Read: Equatable, Sendable, CaseIterable {
    /// The best way the server offers.
    case auto
    /// Everything is read each time.
    case full
    case changes(ChangeWay)

    package static let allCases: [Read] = [.auto, .full] + ChangeWay.allCases.map(Read.changes)

    /// The word of the settings.
    package var name: String {
      switch self {
      case .auto: "auto"
      case .full: "full"
      case .changes(let way): way.rawValue
      }
    }
  }

  /// The certificate and key this program presents, both in PEM.
  package struct ClientCertificate: Equatable, Sendable {
    package let certFile: String
    package let keyFile: String

    package init(certFile: String, keyFile: String) {
      self.certFile = certFile
      self.keyFile = keyFile
    }
  }

  /// How this program says who it is (RFC 4513 §5).
  package enum Bind: Sendable {
    case anonymous
    /// The password is a closure so that no description or dump of the settings can show it.
    case simple(dn: String, password: @Sendable () -> String)
    /// By the connection itself: the client certificate, or the operating-system user over `ldapi:`.
    case external

    /// The name that is given; empty where none is.
    package var name: String {
      if case .simple(let dn, _) = self { dn } else { "" }
    }

    /// The name settings and errors use.
    package var method: String {
      switch self {
      case .anonymous: "anonymous"
      case .simple: "simple"
      case .external: "external"
      }
    }
  }
}
