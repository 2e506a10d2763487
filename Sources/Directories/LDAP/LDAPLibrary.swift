private import CLDAP
import Foundation

/// What libldap needs once, before its first call.
enum LDAPLibrary {
  /// Makes libldap ignore ldap.conf, .ldaprc and every LDAP* variable: this program's settings are the only ones.
  ///
  /// See ldap.conf(5), LDAPNOINIT. A server that closes a connection must end a read, not the process: libldap
  /// writes without MSG_NOSIGNAL.
  static func prepare() { _ = prepared }

  private static let prepared: Void = {
    setenv("LDAPNOINIT", "1", 1)
    let previous = signal(SIGPIPE, SIG_IGN)
    if previous != nil { signal(SIGPIPE, previous) }
  }()

  /// The files in which systems keep the authorities they trust: Debian, Red Hat, SUSE, Alpine.
  static var systemAuthorities: String? {
    [
      "/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
      "/etc/ssl/cert.pem",
    ].first { access($0, R_OK) == 0 }
  }
}
