import Foundation
import Provisioning

extension English {
  /// What to do about a server's result.
  func remedy(_ diagnosis: LDAPDiagnosis, isBind: Bool) -> String {
    switch diagnosis {
    case .wrongPassword: "Check bind.dn, and the password in bind.passwordFile."
    case .passwordExpired: "The bind account's password has expired: set a new one, and let it never expire."
    case .accountLocked: "The bind account is locked after wrong passwords: unlock it, then check bind.passwordFile."
    case .accountDisabled: "The bind account is disabled or has expired: enable it in the directory."
    case .bindMethodNotOffered: "Set another bind.method, or allow this one in the server."
    case .encryptionRequired: "Use ldaps:// or startTLS: true, or bind.method: gssapi, which encrypts by itself."
    case .sealRequired:
      "Use ldap:// without startTLS: a ticket encrypts by itself, and this server takes none within TLS."
    case .bindRequired: "Give the server a bind account: bind.method: simple, with dn and passwordFile."
    case .notAllowed: "Let the bind account read and search the base, and the mapped attributes."
    case .noSuchBase:
      isBind
        ? "Check bind.dn."
        : "Check that the base exists under this name, and that the bind account may see it: a server hides what may "
          + "not be read."
    case .badDN: isBind ? "Check the spelling of bind.dn." : "Check the spelling of the base."
    case .badFilter: "Check the filter of the settings and of the mapping against the server's schema."
    case .sizeLimit: sizeLimit
    case .timeLimit:
      "Index the attributes of the filter, or raise the time limit for the bind account; in OpenLDAP: "
        + "limits dn.exact=\"<bind.dn>\" time=unlimited; in 389 Directory Server: nsTimeLimit on its entry."
    case .administrativeLimit:
      "Index the attributes of the filter, or raise the limit for the bind account; in OpenLDAP: "
        + "limits dn.exact=\"<bind.dn>\" size.unchecked=unlimited; in 389 Directory Server: nsLookThroughLimit and "
        + "nsPagedLookThroughLimit on its entry."
    case .controlRefused: "The server refuses a control this needs: allow paged results (RFC 2696) to the bind account."
    case .busy: "The server is busy or being maintained: run it again later."
    case .unwilling: "The server declines this by its own rules: its log says which."
    case .unknown: "The server's log says more."
    }
  }

  private var sizeLimit: String {
    "The server sends this bind account only so many entries: ask for paging without a limit. In OpenLDAP: "
      + "limits dn.exact=\"<bind.dn>\" size=unlimited size.prtotal=unlimited (olcLimits under cn=config); in 389 "
      + "Directory Server: nsSizeLimit and nsPagedSizeLimit on its entry."
  }
}
