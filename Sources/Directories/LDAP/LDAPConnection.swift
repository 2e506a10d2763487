private import CLDAP
import Foundation
import Provisioning

/// One conversation with one server; the only owner of libldap's handle, which it closes when it ends.
struct LDAPConnection: ~Copyable {
  let server: LDAPServerURL
  let handle: OpaquePointer
  /// Asked at least five times a second while waiting, so that an operator is heard (design: cancelling).
  let isInterrupted: @Sendable () -> Bool

  /// Prepares a handle that nothing outside the settings has a say in; connects nowhere yet.
  init(
    to server: LDAPServerURL, connectTimeout: Int, isInterrupted: @escaping @Sendable () -> Bool
  ) throws(LDAPFailure) {
    LDAPLibrary.prepare()
    var handle: OpaquePointer?
    let code = ldap_initialize(&handle, server.clearText)
    guard code == LDAP_SUCCESS, let handle else { throw .library(code) }
    self.server = server
    self.handle = handle
    self.isInterrupted = isInterrupted
    set(LDAP_OPT_PROTOCOL_VERSION, LDAP_VERSION3)
    set(LDAP_OPT_DEREF, LDAP_DEREF_NEVER)
    set(LDAP_OPT_SIZELIMIT, LDAP_NO_LIMIT)
    set(LDAP_OPT_TIMELIMIT, LDAP_NO_LIMIT)
    navette_ldap_set_flag(handle, LDAP_OPT_REFERRALS, 0)
    var patience = timeval(tv_sec: connectTimeout, tv_usec: 0)
    ldap_set_option(handle, LDAP_OPT_NETWORK_TIMEOUT, &patience)
    ldap_set_option(handle, LDAP_OPT_TIMEOUT, &patience)
    // A peer that vanished without a word is noticed within two minutes, also where nothing is said for days.
    set(LDAP_OPT_X_KEEPALIVE_IDLE, 60)
    set(LDAP_OPT_X_KEEPALIVE_PROBES, 3)
    set(LDAP_OPT_X_KEEPALIVE_INTERVAL, 20)
  }

  deinit {
    // liblber writes again for as long as errno says EINTR, and GnuTLS leaves errno as it was when a handshake was not
    // finished: after a signal the farewell would be said for ever.
    errno = 0
    ldap_unbind_ext(handle, nil, nil)
  }

  /// Opens the socket; the reason of a failure is the operating system's.
  ///
  /// A signal ends libldap's wait (poll(2), EINTR), which is then no failure of the server.
  func connect(seconds: Int) throws(LDAPFailure) {
    let start = ContinuousClock.now
    guard ldap_connect(handle) != LDAP_SUCCESS else { return }
    if isInterrupted() { throw .interrupted }
    let ranOut = start.duration(to: .now) >= .seconds(seconds)
    throw .lost(ranOut ? String(cString: strerror(ETIMEDOUT)) : server.connectionFailure ?? diagnosticMessage)
  }

  /// Makes reading fast; done last, since it must lie below nothing but the search itself.
  ///
  /// slapd writes one message a `write()`: 64 KiB read ahead spare a system call for each, and a socket that never
  /// blocks lets a message that stops half-way be noticed.
  func prepareToStream() {
    navette_ldap_read_ahead(handle, 65_536)
    navette_ldap_set_nonblocking(handle)
  }

  /// The socket; −1 before it is open.
  var descriptor: Int32 {
    var socket: Int32 = -1
    ldap_get_option(handle, LDAP_OPT_DESC, &socket)
    return socket
  }

  /// The text libldap or the server left about the last operation.
  var diagnosticMessage: String {
    var text: UnsafeMutablePointer<CChar>?
    ldap_get_option(handle, LDAP_OPT_DIAGNOSTIC_MESSAGE, &text)
    defer { ldap_memfree(text) }
    return text.map { String(cString: $0) } ?? LDAPResult.text(of: errorNumber)
  }

  /// The code of the last operation of libldap itself.
  var errorNumber: Int32 {
    var code: Int32 = 0
    ldap_get_option(handle, LDAP_OPT_RESULT_CODE, &code)
    return code
  }

  @discardableResult func set(_ option: Int32, _ value: Int32) -> Bool {
    var value = value
    return ldap_set_option(handle, option, &value) == LDAP_OPT_SUCCESS
  }

  @discardableResult func set(_ option: Int32, _ value: String) -> Bool {
    value.withCString { ldap_set_option(handle, option, $0) } == LDAP_OPT_SUCCESS
  }
}
