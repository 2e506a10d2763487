private import CLDAP
import Foundation
import Provisioning

extension LDAPConnection {
  /// Says who this program is and returns the server's answer (RFC 4513 §5).
  func bind(_ bind: LDAPSettings.Bind, seconds: Int) throws(LDAPFailure) -> LDAPResult {
    switch bind {
    case .anonymous: return try self.bind(dn: "", mechanism: nil, credentials: "", seconds: seconds)
    case .simple(let dn, let password):
      let password = password()
      // A name without a password is let in as nobody by many servers (RFC 4513 §5.1.2), and reads little.
      if password.isEmpty { return LDAPResult(code: LDAP_INAPPROPRIATE_AUTH) }
      return try self.bind(dn: dn, mechanism: nil, credentials: password, seconds: seconds)
    case .external: return try self.bind(dn: "", mechanism: "EXTERNAL", credentials: "", seconds: seconds)
    }
  }

  private func bind(
    dn: String, mechanism: String?, credentials: String, seconds: Int
  ) throws(LDAPFailure) -> LDAPResult {
    var operation: Int32 = 0
    // libldap leaves the credentials of EXTERNAL out unless their pointer is not null.
    let code = credentials.withCString { text in
      var value = berval(bv_len: ber_len_t(credentials.utf8.count), bv_val: UnsafeMutablePointer(mutating: text))
      return ldap_sasl_bind(handle, dn, mechanism, &value, nil, nil, &operation)
    }
    guard code == LDAP_SUCCESS else { throw .library(code) }
    return try LDAPReply(messages(of: operation, seconds: seconds), on: handle).result
  }
}
