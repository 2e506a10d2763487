import Foundation
import GRDB
import Provisioning

/// A run as the journal remembers it, line by line.
struct PastRun {
  private struct Line {
    let id: Int64
    let record: RunRecord
    let changes: ClosedRange<Int64>?
    let sequel: RunSequel?
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// The report of a run as it was; nil when there is no such run.
  func report(of run: String) throws -> Report? {
    let lines = try lines(of: run)
    return Report(
      recalling: try lines.map { (record: $0.record, changes: try changes(of: $0)) },
      sequel: lines.last?.sequel)
  }

  /// The line of the last sync of a directory, without what was open then.
  func lastSync(of directory: String) throws -> RunRecord? {
    guard let id = try DirectoryNames(db).known(directory) else { return nil }
    return try Prepared(
      """
      SELECT run.name, ?2, run.outcome, run.started_at, run.ended_at, run.counts, run.active_managed, run.detail,
        NULL, actor.kind, actor.name, actor.origin
      FROM run CROSS JOIN actor ON actor.id = run.actor
      WHERE run.directory = ?1 AND json_extract(run.detail, '$.mode') IS NOT 'relink'
      ORDER BY run.id DESC LIMIT 1
      """, on: db
    ).first(id, directory) { try RunRecord(row: $0, from: 0) }
  }

  private func lines(of run: String) throws -> [Line] {
    try Prepared(
      """
      SELECT run.id, run.name, directory.name, run.outcome, run.started_at, run.ended_at, run.counts,
        run.active_managed, run.detail, run_matters.content, actor.kind, actor.name, actor.origin,
        run.first_change, run.last_change, run.sequel
      FROM run
      CROSS JOIN directory ON directory.id = run.directory
      CROSS JOIN actor ON actor.id = run.actor
      LEFT JOIN run_matters ON run_matters.id = run.matters
      WHERE run.name = ? ORDER BY run.id
      """, on: db
    ).all(run) { columns in
      Line(
        id: columns.integer(0), record: try RunRecord(row: columns, from: 1), changes: range(columns),
        sequel: columns.isNull(15) ? nil : try RunJSON.value(from: columns.bytes(15)))
    }
  }

  /// Nil in a line that is older than the columns.
  private func range(_ columns: borrowing Columns) -> ClosedRange<Int64>? {
    guard !columns.isNull(13), !columns.isNull(14) else { return nil }
    return columns.integer(13)...max(columns.integer(13), columns.integer(14))
  }

  /// The number of a new account that brought none is the one it had until a later change took it, or has now.
  private func changes(of line: Line) throws -> [Change] {
    guard line.record.outcome == .applied else { return [] }
    let range = line.changes ?? 0...Int64.max
    return try Prepared(
      """
      SELECT change.kind, change.anchor, change.dn, change.fields, change.reason, change.detail, change.account,
        iif(change.kind = 'create', coalesce(
          (SELECT json_extract(later.fields, '$.number.from') FROM change AS later
            WHERE later.account = change.account AND later.id > change.id
              AND json_extract(later.fields, '$.number.from') IS NOT NULL
            ORDER BY later.id LIMIT 1),
          account.number), NULL)
      FROM change LEFT JOIN account ON account.id = change.account
      WHERE change.id BETWEEN ?1 AND ?2 AND change.run = ?3 ORDER BY change.id
      """, on: db
    ).all(range.lowerBound, range.upperBound, line.id) { Change(row: $0, in: line.record.directory) }
      .compactMap(\.self)  // a kind that a newer program wrote
  }
}
