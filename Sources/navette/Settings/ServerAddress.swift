import Foundation

/// A host and a port behind a scheme, and nothing else.
struct ServerAddress: Equatable, Sendable {
  let host: String
  let port: Int

  init?(_ text: String, scheme: String, port: Int) {
    guard text.hasPrefix(scheme + "://"), let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      parts.user == nil, parts.password == nil, parts.path.isEmpty || parts.path == "/", parts.query == nil,
      parts.fragment == nil, (1...65_535).contains(parts.port ?? port)
    else { return nil }
    self.host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    self.port = parts.port ?? port
  }

  static func bracketed(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }
}
