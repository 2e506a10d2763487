import Foundation
import Provisioning

/// Where a directory is (RFC 4516, without what settings say by other keys).
enum DirectoryURL: Equatable, Sendable {
  case ldap(host: String, port: Int)
  case ldaps(host: String, port: Int)
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
    } else if let server = ServerAddress(text, scheme: "ldap", port: 389) {
      self = .ldap(host: server.host, port: server.port)
    } else if let server = ServerAddress(text, scheme: "ldaps", port: 636) {
      self = .ldaps(host: server.host, port: server.port)
    } else {
      return nil
    }
  }

  /// As libldap takes it.
  var text: String {
    switch self {
    case .ldap(let host, let port): "ldap://\(ServerAddress.bracketed(host)):\(port)"
    case .ldaps(let host, let port): "ldaps://\(ServerAddress.bracketed(host)):\(port)"
    case .ldapi(let path): "ldapi://" + path.replacing("%", with: "%25").replacing("/", with: "%2F")
    case .ldif(let path): "ldif:" + path
    }
  }

  var isFile: Bool { if case .ldif = self { true } else { false } }

  /// Nobody but this machine sees what is said there.
  var isLocal: Bool {
    switch self {
    case .ldap(let host, _), .ldaps(let host, _): LoopbackHost.contains(host)
    case .ldapi, .ldif: true
    }
  }

  /// What is said there is not encrypted, unless StartTLS follows.
  var isClear: Bool { if case .ldap = self { true } else { false } }
}
