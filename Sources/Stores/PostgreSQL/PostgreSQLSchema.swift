import Provisioning

/// The steps of `Schema/PostgreSQL/*.sql`, and how many of them a database has taken.
enum PostgreSQLSchema {
  /// In order; step N brings a store to version N. Append only: a step that left the house never changes.
  static let steps: [[UInt8]] = [
    PackageResources.P0001_account_sql, PackageResources.P0002_outbox_sql, PackageResources.P0003_journal_sql,
    PackageResources.P0004_portal_sql, PackageResources.P0005_person_sql, PackageResources.P0006_migration_sql,
    PackageResources.P0007_figures_sql, PackageResources.P0008_machines_sql,
  ]

  static let version = steps.count

  /// The version of a database; 0 when there is no store in it.
  static func version(_ connection: PostgreSQLConnection, location: String) throws -> Int {
    // By the catalogue: what may not be read is there all the same. By its tables: names that a session has looked up in vain
    // stay unknown to to_regnamespace, though somebody made them while this one waited for them.
    let found = try connection.first(
      """
      SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = 'navette'),
        EXISTS (SELECT FROM pg_catalog.pg_tables WHERE schemaname = 'navette' AND tablename = 'schema_version')
      """
    ) { (schema: $0.flag(0), table: $0.flag(1)) }
    guard let found, found.schema else { return 0 }
    guard found.table else {
      throw StoreError.damaged(location: location, detail: "another program's schema \"navette\"")
    }
    let version = try connection.first("SELECT version FROM navette.schema_version") { Int($0.integer(0)) } ?? 0
    guard version <= Self.version else {
      throw StoreError.newerSchema(location: location, found: version, known: Self.version)
    }
    return version
  }

  /// Takes the steps that are still to take, all in one transaction; who comes second waits for it, and finds them taken.
  static func bringUpToDate(_ session: PostgreSQLSession) throws {
    let found = try session.use { try version($0, location: session.location) }
    guard found < version else { return }
    do {
      try takeSteps(session)
    } catch let failure as PostgreSQLFailure where failure.isForbidden {
      // The schema is somebody else's: rows alone are ours.
      throw found > 0
        ? StoreError.olderSchema(location: session.location, found: found, known: version)
        : StoreError.noSchema(location: session.location)
    }
  }

  private static func takeSteps(_ session: PostgreSQLSession) throws {
    try session.transaction("BEGIN") { connection in
      try connection.run("SELECT pg_advisory_xact_lock(1315010166)")
      for step in steps[try version(connection, location: session.location)...] {
        try connection.execute(script: step)
      }
      try connection.run("UPDATE navette.schema_version SET version = $1", version)
      try connection.run("COMMIT")
    }
  }
}
