import Foundation
import TestSupport

/// A program of `docs/examples`, as a portal's developer tries it.
struct PortalExample: Sendable, CustomStringConvertible {
  let file: String
  /// What starts it.
  private let starter: [String]
  /// Files that have to be there, and the Debian packages they come from.
  private let needs: [(file: String, package: String)]

  var description: String { file }

  static let all = [
    PortalExample(
      file: "python/portal.py", starter: ["/usr/bin/python3"], needs: [("/usr/bin/python3", "python3")]),
    PortalExample(
      file: "php/portal.php", starter: ["/usr/bin/php"],
      needs: [("/usr/bin/php", "php-cli"), ("/etc/php/8.2/cli/conf.d/20-pdo_sqlite.ini", "php-sqlite3")]),
    PortalExample(
      file: "java/Portal.java", starter: ["/usr/bin/java", "-cp", "/usr/share/java/sqlite-jdbc.jar"],
      needs: [
        ("/usr/bin/javac", "openjdk-17-jdk-headless"),
        ("/usr/share/java/sqlite-jdbc.jar", "libxerial-sqlite-jdbc-java"),
      ]),
  ]

  var path: String { GuideTests.docs + "/examples/" + file }

  /// What it says, asked of a world's store.
  func answer(_ words: String..., in world: ScenarioWorld) throws -> String {
    for need in needs where !FileManager.default.fileExists(atPath: need.file) {
      throw ScenarioFailure("\(need.file) is missing: apt-get install \(need.package)")
    }
    let ending = try ScenarioCommand(
      starter[0], starter.dropFirst() + [path, world.store] + words, in: world.folder.path,
      environment: world.environment
    ).end()
    guard ending.code == 0 else { throw ScenarioFailure(ending.summary) }
    return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
