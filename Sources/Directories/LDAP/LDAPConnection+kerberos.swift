private import CLDAP
import Foundation
import Provisioning

extension LDAPConnection {
  /// Signs in with a ticket (SASL GSSAPI, RFC 4752) and returns the server's answer, or that of the libraries between.
  ///
  /// In clear, what follows is signed and sealed by the keys of the ticket, or the bind fails; within TLS it need not be, and Active
  /// Directory refuses it: there the ticket is bound to the server's certificate (RFC 5929 §4).
  func bindByKerberos(
    _ credential: borrowing KerberosCredential, isEncrypted: Bool, seconds: Int
  ) throws(LDAPFailure) -> LDAPResult {
    // The name in the settings, not one that the DNS makes of its address.
    navette_ldap_set_flag(handle, LDAP_OPT_X_SASL_NOCANON, 1)
    set(LDAP_OPT_X_SASL_SECPROPS, isEncrypted ? "maxssf=0" : "minssf=128")
    if isEncrypted { set(LDAP_OPT_X_SASL_CBINDING, LDAP_OPT_X_SASL_CBINDING_TLS_ENDPOINT) }
    let watch = InterruptionWatch(over: descriptor, isInterrupted: isInterrupted)
    defer { watch.end() }
    let code = ldap_sasl_interactive_bind_s(
      handle, nil, "GSSAPI", nil, nil, UInt32(LDAP_SASL_QUIET), Self.answerQuestions, credential.handle)
    if isInterrupted() { throw .interrupted }
    switch code {
    case LDAP_TIMEOUT: throw .silent(seconds: seconds)
    case LDAP_SERVER_DOWN, LDAP_CONNECT_ERROR: throw .library(code)
    default: return LDAPResult(code: code, message: code == LDAP_SUCCESS ? "" : diagnosticMessage)
    }
  }

  /// Called by libldap once the conversation of SASL has begun, and not before it can be told whose ticket to take.
  ///
  /// All that is asked is as whom to act: as the ticket's owner.
  private static var answerQuestions:
    @convention(c) (OpaquePointer?, UInt32, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?) -> Int32
  {
    { handle, _, credential, questions in
      guard ldap_set_option(handle, LDAP_OPT_X_SASL_GSS_CREDS, credential) == LDAP_OPT_SUCCESS else {
        return LDAP_LOCAL_ERROR
      }
      var next = questions?.assumingMemoryBound(to: navette_sasl_question.self)
      while let question = next, question.pointee.number != 0 {
        question.pointee.answer = UnsafeRawPointer(navette_empty_text())
        question.pointee.answer_length = 0
        next = question + 1
      }
      return LDAP_SUCCESS
    }
  }
}
