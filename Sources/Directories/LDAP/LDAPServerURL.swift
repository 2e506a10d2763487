import Foundation
import Provisioning

/// One server's address, taken apart (RFC 4516 §2; `ldapi` as in ldap_url(3)).
package struct LDAPServerURL: Equatable, Sendable {
  /// The three ways to reach a server.
  package enum Scheme: String, Equatable, Sendable { case ldap, ldaps, ldapi }

  /// As the settings spell it.
  package let text: String
  package let scheme: Scheme
  /// The host without brackets, or the path of the socket.
  package let host: String
  /// 389 or 636 unless said; 0 for a socket.
  package let port: Int

  /// Takes a URL apart, or returns nil for another scheme, no host, a bad port, or anything after them.
  package init?(_ text: String) {
    guard let mark = text.range(of: "://"), let scheme = Scheme(rawValue: text[..<mark.lowerBound].lowercased())
    else { return nil }
    var rest = text[mark.upperBound...]
    if rest.hasSuffix("/") { rest = rest.dropLast() }
    guard !rest.isEmpty, !rest.contains("/"), !rest.contains("?"), !rest.contains(" ") else { return nil }
    self.text = text
    self.scheme = scheme
    if scheme == .ldapi {
      guard let path = rest.removingPercentEncoding, path.hasPrefix("/") else { return nil }
      (host, port) = (path, 0)
    } else {
      guard let (host, port) = Self.hostAndPort(rest) else { return nil }
      self.host = host
      self.port = port ?? (scheme == .ldaps ? 636 : 389)
    }
  }

  /// The same port, spoken to in another way.
  func on(_ scheme: Scheme) -> LDAPServerURL? {
    LDAPServerURL("\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)")
  }

  private static func hostAndPort(_ text: Substring) -> (String, Int?)? {
    var host = text
    var port: Substring?
    if text.hasPrefix("[") {
      guard let close = text.firstIndex(of: "]") else { return nil }
      host = text[text.index(after: text.startIndex)..<close]
      let rest = text[text.index(after: close)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      port = rest.isEmpty ? nil : rest.dropFirst()
    } else if let colon = text.firstIndex(of: ":") {
      host = text[..<colon]
      port = text[text.index(after: colon)...]
    }
    guard !host.isEmpty else { return nil }
    guard let port else { return (String(host), nil) }
    guard let number = UInt16(port), number > 0 else { return nil }
    return (String(host), Int(number))
  }

  /// The same server as libldap connects to it: encryption is begun apart, so that its failures are told apart.
  var clearText: String {
    if scheme == .ldapi { return text }
    return "ldap://\(host.contains(":") ? "[\(host)]" : host):\(port)"
  }

  /// Whether what is said stays on this machine.
  package var isLocal: Bool { scheme == .ldapi || LoopbackHost.contains(host) }
}
