import Foundation

/// The names that scenarios use for what differs from one run of the tests to the next.
package struct ScenarioSurroundings {
  private let values: [(name: String, value: String)]

  package init(of world: ScenarioWorld) {
    let now = Date()
    values = [
      ("$LDAPS_PORT", world.directory.flatMap { URL(string: $0.secureURL)?.port }.map(String.init) ?? "9"),
      ("$LDAPS", world.directory?.secureURL ?? "ldaps://127.0.0.1:9"),
      ("$LDAPI", world.directory?.socketURL ?? "ldapi://%2Fnowhere"),
      ("$LDAP_PORT", String(world.directory?.port ?? 9)),
      ("$LDAP", world.directory?.url ?? "ldap://127.0.0.1:9"),
      ("$DIRECTORY", world.directory?.folder.path ?? "/nowhere"),
      ("$SMTP", String(world.relay.port)),
      ("$POSTFIX_TLS", String(world.postfix?.tlsPort ?? 9)),
      ("$POSTFIX", String(world.postfix?.port ?? 9)),
      ("$DATABASE", world.emptyDatabase?.url ?? "postgresql://127.0.0.1:9/nowhere"),
      ("$FOLDER", world.folder.path),
      ("$AROUND_NOW", Self.time(now - 1_800) + "-" + Self.time(now + 1_800)),
      ("$LATER_TODAY", Self.time(now + 3_600) + "-" + Self.time(now + 5_400)),
    ]
  }

  /// The same text with each name's value; longer names come first.
  package func fill(_ text: String) -> String {
    values.reduce(text) { $0.replacingOccurrences(of: $1.name, with: $1.value) }
  }

  /// The time of day in the usual portal's zone.
  private static func time(_ moment: Date) -> String {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "Europe/Paris") ?? .gmt
    let parts = calendar.dateComponents([.hour, .minute], from: moment)
    return [parts.hour ?? 0, parts.minute ?? 0].map { $0 < 10 ? "0\($0)" : String($0) }.joined(separator: ":")
  }
}
