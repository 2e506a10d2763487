import Foundation

private import CPostgres

/// What a connection URI says, as libpq itself reads it, and what the environment adds to it; nil when it cannot be read.
package struct PostgreSQLAddress: Equatable, Sendable {
  /// What the URI and the environment say.
  private let parts: [String: String]
  /// The same, with what the service says that they name; empty without one, or where there is none of this name.
  private let settled: [String: String]

  /// What libpq takes from the environment where the URI does not say (manual §34.15), as far as it matters here.
  private static let variables = [
    "host": "PGHOST", "hostaddr": "PGHOSTADDR", "sslmode": "PGSSLMODE", "service": "PGSERVICE",
  ]

  package init?(_ url: String, environment: [String: String] = [:]) {
    guard url.hasPrefix("postgresql://") || url.hasPrefix("postgres://"), let options = PQconninfoParse(url, nil) else {
      return nil
    }
    defer { PQconninfoFree(options) }
    var parts = Self.said(in: options)
    for (part, variable) in Self.variables where parts[part] == nil {
      if let value = environment[variable], !value.isEmpty { parts[part] = value }
    }
    self.parts = parts
    settled = parts["service"] == nil ? [:] : Self.settle(url, parts["service"])
  }

  /// What libpq would connect with, service file included (manual §34.17). It is asked for something it does not know, and so stops
  /// before it connects.
  private static func settle(_ url: String, _ service: String?) -> [String: String] {
    let pairs = [("service", service ?? ""), ("dbname", url), ("gssencmode", "none of them")]
    let (keys, values) = (CTexts(pairs.map(\.0)), CTexts(pairs.map(\.1)))
    guard let handle = PQconnectStartParams(keys.pointers, values.pointers, 1) else { return [:] }
    defer { PQfinish(handle) }
    guard let options = PQconninfo(handle) else { return [:] }
    defer { PQconninfoFree(options) }
    return said(in: options)
  }

  private static func said(in options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
    var values: [String: String] = [:]
    var option = options
    while let keyword = option.pointee.keyword {
      if let value = option.pointee.val { values[String(cString: keyword)] = String(cString: value) }
      option += 1
    }
    return values
  }

  package var hasPassword: Bool { parts["password"] != nil }

  /// Whether all it names is on this machine: a socket in the file system, or a loopback address.
  package var isLocal: Bool {
    let said = settled.isEmpty ? parts : settled
    return (Self.list(said["host"]) + Self.list(said["hostaddr"])).allSatisfy { host in
      host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || host.hasPrefix("127.") || host == "::1"
        || host == "localhost"
    }
  }

  /// What may be read by who can listen on the way; nil leaves it to us.
  package var encryption: String? { (settled.isEmpty ? parts : settled)["sslmode"] }

  /// How it is named to people: never with a name to sign in with, or a secret.
  package var location: String {
    let ports = (parts["port"] ?? "").split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let places = (hosts.isEmpty ? addresses : hosts).enumerated().map { index, host in
      let port = ports.count == 1 ? ports[0] : index < ports.count ? ports[index] : ""
      return port.isEmpty ? host : "\(host):\(port)"
    }
    let service = parts["service"].map { "?service=\($0)" } ?? ""
    return "postgresql://\(places.joined(separator: ","))/\(parts["dbname"] ?? "")\(service)"
  }

  private var hosts: [String] { Self.list(parts["host"]) }
  private var addresses: [String] { Self.list(parts["hostaddr"]) }

  private static func list(_ text: String?) -> [String] {
    guard let text, !text.isEmpty else { return [] }
    return text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }
}
