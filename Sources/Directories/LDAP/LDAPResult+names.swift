private import CLDAP
import Provisioning

extension LDAPResult {
  init(code: Int32, message: String = "", matchedDN: String? = nil) {
    self.init(
      code: Int(code), name: Self.names[Int(code)] ?? Self.text(of: code), message: message,
      matchedDN: matchedDN?.isEmpty == true ? nil : matchedDN)
  }

  /// The library's own text for a code, one of its own (negative) included.
  static func text(of code: Int32) -> String {
    ldap_err2string(code).map { String(cString: $0) } ?? "result \(code)"
  }

  /// The names of RFC 4511 appendix A.2, and of the codes that later documents registered.
  private static let names: [Int: String] = [
    0: "success", 1: "operationsError", 2: "protocolError", 3: "timeLimitExceeded", 4: "sizeLimitExceeded",
    5: "compareFalse", 6: "compareTrue", 7: "authMethodNotSupported", 8: "strongerAuthRequired", 10: "referral",
    11: "adminLimitExceeded", 12: "unavailableCriticalExtension", 13: "confidentialityRequired",
    14: "saslBindInProgress", 16: "noSuchAttribute", 17: "undefinedAttributeType", 18: "inappropriateMatching",
    19: "constraintViolation", 20: "attributeOrValueExists", 21: "invalidAttributeSyntax", 32: "noSuchObject",
    33: "aliasProblem", 34: "invalidDNSyntax", 36: "aliasDereferencingProblem", 48: "inappropriateAuthentication",
    49: "invalidCredentials", 50: "insufficientAccessRights", 51: "busy", 52: "unavailable",
    53: "unwillingToPerform", 54: "loopDetect", 64: "namingViolation", 65: "objectClassViolation",
    66: "notAllowedOnNonLeaf", 67: "notAllowedOnRDN", 68: "entryAlreadyExists", 69: "objectClassModsProhibited",
    71: "affectsMultipleDSAs", 80: "other", 118: "canceled", 119: "noSuchOperation", 120: "tooLate",
    121: "cannotCancel", 122: "assertionFailed", 123: "authorizationDenied", 4096: "e-syncRefreshRequired",
  ]
}
