import Foundation
import TestSupport

/// A program of `docs/examples`, as a portal's developer tries it.
struct PortalExample: Sendable, CustomStringConvertible {
  let file: String
  /// What starts it.
  private let starter: [String]
  /// Files that have to be there, and the Debian packages they come from.
  private let needs: [(file: String, package: String)]
  /// How its language names a database of PostgreSQL.
  private let address: @Sendable (PortalDatabase) -> String

  init(
    file: String, starter: [String], needs: [(file: String, package: String)],
    address: @escaping @Sendable (PortalDatabase) -> String
  ) {
    self.file = file
    self.starter = starter
    self.needs = needs
    self.address = address
  }

  var description: String { file }

  static let all = [
    PortalExample(
      file: "python/portal.py", starter: ["/usr/bin/python3"],
      needs: [
        ("/usr/bin/python3", "python3"), ("/usr/lib/python3/dist-packages/psycopg2/__init__.py", "python3-psycopg2"),
      ]
    ) { "postgresql://\($0.user)@127.0.0.1:\($0.port)/\($0.name)" },
    PortalExample(
      file: "php/portal.php", starter: ["/usr/bin/php"],
      needs: [
        ("/usr/bin/php", "php-cli"), ("/etc/php/8.2/cli/conf.d/20-pdo_sqlite.ini", "php-sqlite3"),
        ("/etc/php/8.2/cli/conf.d/20-pdo_pgsql.ini", "php-pgsql"),
      ]
    ) { "pgsql:host=127.0.0.1;port=\($0.port);dbname=\($0.name);user=\($0.user)" },
    PortalExample(
      file: "java/Portal.java",
      starter: [
        "/usr/bin/java", "-cp", "/usr/share/java/sqlite-jdbc.jar:/usr/share/java/postgresql.jar",
      ],
      needs: [
        ("/usr/bin/javac", "openjdk-17-jdk-headless"),
        ("/usr/share/java/sqlite-jdbc.jar", "libxerial-sqlite-jdbc-java"),
        ("/usr/share/java/postgresql.jar", "libpostgresql-jdbc-java"),
      ]
    ) { "jdbc:postgresql://127.0.0.1:\($0.port)/\($0.name)?user=\($0.user)" },
  ]

  var path: String { GuideTests.docs + "/examples/" + file }

  /// What it says, asked of a world's store, or of that of `database`.
  func answer(_ words: [String], in world: ScenarioWorld, of database: PortalDatabase? = nil) throws -> String {
    for need in needs where !FileManager.default.fileExists(atPath: need.file) {
      throw ScenarioFailure("\(need.file) is missing: apt-get install \(need.package)")
    }
    let ending = try ScenarioCommand(
      starter[0], starter.dropFirst() + [path, database.map(address) ?? world.store] + words, in: world.folder.path,
      environment: world.environment
    ).end()
    guard ending.code == 0 else { throw ScenarioFailure(ending.summary) }
    return ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// A database as a portal knows it: it signs in as somebody who has the rights of `navette_portal` alone.
struct PortalDatabase: Sendable {
  let port: Int
  let name: String
  let user: String

  /// Of a world whose store is in PostgreSQL, and was written by its owner already.
  init(of server: PostgresServer, _ url: String) throws {
    port = server.port
    name = url.components(separatedBy: "/").last ?? ""
    user = "portail_\(name)"
    try PostgresServer.run(SettingsFolder.repository.path + "/deploy/grants.sql", in: url)
    try server.sql("CREATE ROLE \(user) LOGIN IN ROLE navette_portal", in: url)
  }
}
