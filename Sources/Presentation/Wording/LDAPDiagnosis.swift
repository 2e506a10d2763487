import Foundation
import Provisioning

/// What a server's result code means to whoever has to mend it (RFC 4511 appendix A).
package enum LDAPDiagnosis: Hashable, Sendable, CaseIterable {
  case wrongPassword, passwordExpired, accountLocked, accountDisabled
  case bindMethodNotOffered, encryptionRequired, sealRequired, bindRequired, notAllowed
  case noSuchBase, badDN, badFilter
  case sizeLimit, timeLimit, administrativeLimit
  case controlRefused, busy, unwilling, unknown

  package init(_ result: LDAPResult) {
    switch result.code {
    case 49: self = Self.credentials(result.message)
    // Active Directory answers an anonymous search with operationsError and this text.
    case 1: self = result.message.contains("successful bind must be completed") ? .bindRequired : .unknown
    case 3: self = .timeLimit
    case 4: self = .sizeLimit
    case 7: self = .bindMethodNotOffered
    // Samba, of a ticket within TLS, where there is nothing left to sign or seal.
    case 8 where result.message.contains("Sign or Seal are required"): self = .sealRequired
    case 8, 13: self = .encryptionRequired
    case 11: self = .administrativeLimit
    case 12: self = .controlRefused
    case 17, 18, 21: self = .badFilter
    case 32: self = .noSuchBase
    case 34: self = .badDN
    case 48: self = .bindRequired
    case 50: self = .notAllowed
    case 51, 52: self = .busy
    case 53: self = .unwilling
    default: self = .unknown
    }
  }

  /// Active Directory tells why in a `data` code of its message ([MS-ADTS] and the Win32 error list).
  private static func credentials(_ message: String) -> LDAPDiagnosis {
    let codes: [(String, LDAPDiagnosis)] = [
      ("data 532", .passwordExpired), ("data 773", .passwordExpired), ("data 775", .accountLocked),
      ("data 533", .accountDisabled), ("data 701", .accountDisabled),
    ]
    return codes.first { message.contains($0.0) }?.1 ?? .wrongPassword
  }
}
