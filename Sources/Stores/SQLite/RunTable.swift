import GRDB
import Provisioning

/// The journal of runs: one line per run and directory.
struct RunTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Writes a run's line and returns its number.
  @discardableResult
  func insert(_ run: RunRecord) throws -> Int64 {
    try Prepared(
      """
      INSERT INTO run (name, directory, outcome, started_at, ended_at, actor, counts, active_managed, lifted, cause)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: db
    ).run(
      run.id, try DirectoryNames(db).id(of: run.directory), run.outcome.rawValue, run.startedAt, run.endedAt,
      try ActorTable(db).id(of: run.actor), try RunJSON.text(run.counts), run.activeManaged,
      try RunJSON.text(run.lifted.map(\.rawValue).sorted()), run.cause)
    return db.lastInsertedRowID
  }
}
