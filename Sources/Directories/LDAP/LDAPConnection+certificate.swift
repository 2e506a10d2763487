private import CLDAP

extension LDAPConnection {
  /// The certificate the server showed, in DER (RFC 5280 §4.1); nil on a connection that is not encrypted.
  var peerCertificate: [UInt8]? {
    var certificate = berval()
    guard ldap_get_option(handle, LDAP_OPT_X_TLS_PEERCERT, &certificate) == LDAP_OPT_SUCCESS,
      certificate.bv_val != nil
    else { return nil }
    defer { ldap_memfree(certificate.bv_val) }
    return Array(UnsafeRawBufferPointer(start: certificate.bv_val, count: Int(certificate.bv_len)))
  }
}
