import GRDB
import Provisioning

/// The steps of `Schema/SQLite/*.sql`, and how many of them a file has taken.
enum Schema {
  /// In order; step N brings a store to version N. Append only: a step that left the house never changes.
  static let steps: [[UInt8]] = [
    PackageResources._001_account_sql, PackageResources._002_outbox_sql, PackageResources._003_journal_sql,
    PackageResources._004_portal_sql, PackageResources._005_agreed_fields_sql, PackageResources._006_edits_sql,
    PackageResources._007_report_sql, PackageResources._008_report_mail_sql,
    PackageResources._009_changes_sql, PackageResources._010_figures_sql,
    PackageResources._011_edited_sql, PackageResources._012_person_sql, PackageResources._013_machines_sql,
    PackageResources._014_touched_sql,
  ]

  static let version = steps.count

  /// Stands in the file's header ("Navt"), so that another program's file is never taken for a store.
  private static let application: Int = 0x4e61_7674

  /// Takes the steps that are still to take, each in a transaction of its own.
  static func bringUpToDate(_ db: Database, location: String) throws {
    while try check(db, location: location) < version {
      try db.inTransaction(.immediate) {
        try takeNextStep(db)
        return .commit
      }
    }
  }

  /// The version of a file, which is a store or empty.
  static func check(_ db: Database, location: String) throws -> Int {
    let found = try number("PRAGMA user_version", db)
    guard found <= version else { throw StoreError.newerSchema(location: location, found: found, known: version) }
    let isOurs =
      try found > 0
      ? number("PRAGMA application_id", db) == application
      : number("SELECT count(*) FROM sqlite_schema", db) == 0
    guard isOurs else { throw StoreError.damaged(location: location, detail: "another program's database") }
    return found
  }

  /// Looks at the version again: another process may have taken the step while this one waited for the lock.
  private static func takeNextStep(_ db: Database) throws {
    let found = try number("PRAGMA user_version", db)
    guard found < version else { return }
    try db.execute(sql: String(decoding: steps[found], as: UTF8.self))
    // PRAGMA takes no bound values; both are constants of this program.
    try db.execute(sql: "PRAGMA user_version = \(found + 1); PRAGMA application_id = \(application)")
  }

  private static func number(_ sql: StaticString, _ db: Database) throws -> Int {
    Int(try Prepared(sql, on: db).first { $0.integer(0) } ?? 0)
  }
}
