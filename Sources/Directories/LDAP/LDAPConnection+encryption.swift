private import CLDAP

extension LDAPConnection {
  /// Asks a clear connection to be encrypted (RFC 4511 §4.14) and returns the server's answer.
  func requestEncryption(seconds: Int) throws(LDAPFailure) -> LDAPReply {
    var operation: Int32 = 0
    let code = ldap_start_tls(handle, nil, nil, &operation)
    guard code == LDAP_SUCCESS else { throw .library(code) }
    return try LDAPReply(messages(of: operation, seconds: seconds), on: handle)
  }

  /// Performs the TLS handshake within the connection's time-out and returns libldap's code.
  ///
  /// Unless it is told to connect asynchronously, libldap asks a socket that does not block over and over, without
  /// an end and without a pause. It does not ask whether the operator wants to stop: that is watched from aside.
  func handshake() -> Int32 {
    navette_ldap_set_nonblocking(handle)
    navette_ldap_set_flag(handle, LDAP_OPT_CONNECT_ASYNC, 1)
    defer { navette_ldap_set_flag(handle, LDAP_OPT_CONNECT_ASYNC, 0) }
    let watch = InterruptionWatch(over: descriptor, isInterrupted: isInterrupted)
    defer { watch.end() }
    return ldap_install_tls(handle)
  }
}
