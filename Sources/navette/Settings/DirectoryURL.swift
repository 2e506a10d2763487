import Foundation
import Provisioning

/// Where a directory is (RFC 4516, without what settings say by other keys).
enum DirectoryURL: Equatable, Sendable {
  case ldap(host: String, port: Int)
  case ldaps(host: String, port: Int)
  /// A domain whose DNS names the servers (RFC 2782); encrypted from the first byte, or not.
  case srv(domain: String, isEncrypted: Bool)
  /// A socket on this machine.
  case ldapi(path: String)
  /// A file in LDIF (RFC 2849).
  case ldif(path: String)

  init?(_ text: String, absolute: (String) -> String) {
    if text.hasPrefix("ldif:"), text.utf8.count > 5 {
      self = .ldif(path: absolute(String(text.dropFirst(5))))
    } else if text.hasPrefix("ldapi://") {
      guard let path = String(text.dropFirst(8)).removingPercentEncoding, path.hasPrefix("/"), path.count > 1 else {
        return nil
      }
      self = .ldapi(path: path.hasSuffix("/") ? String(path.dropLast()) : path)
    } else if let found = Self.domain(text) {
      self = .srv(domain: found.domain, isEncrypted: found.isEncrypted)
    } else if let server = ServerAddress(text, scheme: "ldap", port: 389) {
      self = .ldap(host: server.host, port: server.port)
    } else if let server = ServerAddress(text, scheme: "ldaps", port: 636) {
      self = .ldaps(host: server.host, port: server.port)
    } else {
      return nil
    }
  }

  /// `srv:valmont.example`, `srv+ldaps:valmont.example`, or a name without a host: `ldap:///dc=valmont,dc=example`.
  private static func domain(_ text: String) -> (domain: String, isEncrypted: Bool)? {
    for (start, isEncrypted) in [("srv:", false), ("srv+ldaps:", true)] where text.hasPrefix(start) {
      return normal(text.dropFirst(start.count)).map { ($0, isEncrypted) }
    }
    for (start, isEncrypted) in [("ldap:///", false), ("ldaps:///", true)] where text.hasPrefix(start) {
      let rdns = text.dropFirst(start.count).removingPercentEncoding.flatMap { DistinguishedName($0) }?.rdns ?? []
      guard rdns.allSatisfy({ $0.parts.count == 1 && $0.parts[0].type.lowercased() == "dc" }) else { return nil }
      return normal(rdns.map { $0.parts[0].value }.joined(separator: ".")[...]).map { ($0, isEncrypted) }
    }
    return nil
  }

  /// A name of hosts (RFC 1123 §2.1), without its final dot and in lower case.
  private static func normal(_ text: Substring) -> String? {
    let name = (text.hasSuffix(".") ? text.dropLast() : text).lowercased()
    let labels = name.split(separator: ".", omittingEmptySubsequences: false)
    let areRight = labels.allSatisfy { label in
      (1...63).contains(label.utf8.count)
        && label.utf8.allSatisfy { ($0 >= 48 && $0 <= 57) || ($0 >= 97 && $0 <= 122) || $0 == 45 || $0 == 95 }
    }
    return areRight && name.utf8.count <= 240 ? name : nil
  }

  /// As libldap takes it, but for a domain and a file.
  var text: String {
    switch self {
    case .ldap(let host, let port): "ldap://\(ServerAddress.bracketed(host)):\(port)"
    case .ldaps(let host, let port): "ldaps://\(ServerAddress.bracketed(host)):\(port)"
    case .srv(let domain, let isEncrypted): (isEncrypted ? "srv+ldaps:" : "srv:") + domain
    case .ldapi(let path): "ldapi://" + path.replacing("%", with: "%25").replacing("/", with: "%2F")
    case .ldif(let path): "ldif:" + path
    }
  }

  var isFile: Bool { if case .ldif = self { true } else { false } }

  /// Nobody but this machine sees what is said there.
  var isLocal: Bool {
    switch self {
    case .ldap(let host, _), .ldaps(let host, _): LoopbackHost.contains(host)
    case .srv: false
    case .ldapi, .ldif: true
    }
  }

  /// What is said there is not encrypted, unless StartTLS follows.
  var isClear: Bool {
    switch self {
    case .ldap, .srv(_, false): true
    case .ldaps, .srv(_, true), .ldapi, .ldif: false
    }
  }
}
