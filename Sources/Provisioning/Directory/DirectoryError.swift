import Foundation

/// Why a directory could not be read to the end. Facts only; `Presentation/Wording` makes the sentences.
package enum DirectoryError: Error, Equatable, Sendable, Codable {
  /// No server of the list answered; one fact per URL tried.
  case unreachable([Attempt])
  /// The encrypted connection was not established.
  case tls(url: String, TLSFailure, detail: String)
  /// The server refused the bind.
  case bindRefused(url: String, method: String, LDAPResult)
  /// No ticket of Kerberos was got, or none that goes with the server; it was not asked, or not to an end.
  case kerberos(url: String, detail: String)
  /// A search ended in anything but success.
  case searchFailed(url: String, base: String, entries: Int, LDAPResult)
  /// A search led to another server, which is never followed.
  case referral(url: String, base: String, to: [String])
  /// The connection broke in the middle of a search.
  case connectionLost(url: String, base: String, entries: Int, detail: String)
  /// The server sent nothing for too long, in seconds.
  case timedOut(url: String, base: String?, entries: Int, seconds: Int)
  /// The server went on returning a paging cookie without getting on (RFC 2696).
  case pagingLoop(url: String, base: String, entries: Int)
  /// The settings name a way to read changes that this server does not have.
  case wayNotOffered(url: String, ChangeWay, offered: [ChangeWay])
  /// The server sent something that is not LDAP.
  case malformed(url: String, base: String, detail: String)
  /// A file directory that cannot be read or understood; `line` counts from 1.
  case file(path: String, line: Int?, FileFailure)
  /// A filter names something this program cannot evaluate on an entry itself.
  case unsupported(detail: String)
  /// The operator stopped the run.
  case interrupted

  package struct Attempt: Equatable, Sendable, Codable {
    package let url: String
    package let detail: String

    package init(url: String, detail: String) {
      self.url = url
      self.detail = detail
    }
  }

  /// Why an encrypted connection failed, as far as it can be known.
  package enum TLSFailure: String, Equatable, Sendable, Codable {
    case unknownAuthority, wrongHostName, expired, notYetValid, notOffered, badCAFile, badClientCertificate, other

    /// A file of this machine is at fault, and not the server.
    package var isOfOwnFile: Bool { self == .badCAFile || self == .badClientCertificate }
  }

  /// Why a file is not LDIF (RFC 2849).
  package enum LDIFFault: String, Equatable, Sendable, Codable, CaseIterable {
    /// A line is neither an attribute with its value nor the continuation of one.
    case attribute
    /// A record does not begin with a DN, or with one that cannot be read, or has two.
    case dn
    /// It begins as a file in UTF-16 does.
    case utf16
  }

  package enum FileFailure: Equatable, Sendable, Codable {
    case unreadable(String)
    case changeRecord
    case unsupportedVersion(String)
    case syntax(LDIFFault)
    case badBase64
    case notLocalURL(String)
  }
}

/// A server's own answer (RFC 4511 §4.1.9).
package struct LDAPResult: Equatable, Sendable, Codable {
  /// The numeric result code.
  package let code: Int
  /// Its name in RFC 4511 appendix A, or the library's text for one of its own.
  package let name: String
  /// The server's diagnostic message, if it sent one.
  package let message: String
  /// The nearest entry there is where the one that was named is not, if the server says (RFC 4511 §4.1.9).
  package let matchedDN: String?

  package init(code: Int, name: String, message: String, matchedDN: String? = nil) {
    self.code = code
    self.name = name
    self.message = message
    self.matchedDN = matchedDN
  }
}
