private import CLDAP
import Foundation
import Provisioning

extension LDAPConnection {
  /// Says who this program is; anything but success is a refusal (RFC 4513 §5).
  func signIn(_ settings: LDAPSettings) throws(LDAPFailure) {
    let result = try bind(settings)
    guard result.code != Int(LDAP_SUCCESS) else { return }
    // A negative code is of the library: the server did not speak the last word.
    guard result.code > 0 else {
      throw .refused(
        .kerberos(url: server.text, detail: result.message.isEmpty ? result.name : result.message))
    }
    throw .refused(.bindRefused(url: server.text, method: settings.bind.method, result))
  }

  private func bind(_ settings: LDAPSettings) throws(LDAPFailure) -> LDAPResult {
    let seconds = settings.connectTimeout
    switch settings.bind {
    case .anonymous: return try self.bind(dn: "", mechanism: nil, credentials: "", seconds: seconds)
    case .simple(let dn, let password):
      let password = password()
      // A name without a password is let in as nobody by many servers (RFC 4513 §5.1.2), and reads little.
      if password.isEmpty { return LDAPResult(code: LDAP_INAPPROPRIATE_AUTH) }
      return try self.bind(dn: dn, mechanism: nil, credentials: password, seconds: seconds)
    case .external: return try self.bind(dn: "", mechanism: "EXTERNAL", credentials: "", seconds: seconds)
    case .gssapi(let principal, let keytab):
      let credential = try credential(keytab, principal)
      return try bindByKerberos(credential, isEncrypted: settings.encrypts(server), seconds: seconds)
    }
  }

  private func credential(_ keytab: String, _ principal: String?) throws(LDAPFailure) -> KerberosCredential {
    do throws(KerberosCredential.Refusal) {
      return try KerberosCredential(keytab: keytab, principal: principal)
    } catch {
      throw .refused(.kerberos(url: server.text, detail: error.text))
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
