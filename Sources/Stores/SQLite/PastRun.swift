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
      SELECT run.id, run.name, ?2, run.outcome, run.started_at, run.ended_at, run.counts, run.active_managed, run.detail,
        NULL, NULL, NULL, NULL, actor.kind, actor.name, actor.origin
      FROM run CROSS JOIN actor ON actor.id = run.actor
      WHERE run.directory = ?1 AND json_extract(run.detail, '$.mode') IS NOT 'relink'
      ORDER BY run.id DESC LIMIT 1
      """, on: db
    ).first(id, directory) { try record($0) }
  }

  private func lines(of run: String) throws -> [Line] {
    try Prepared(
      """
      SELECT run.id, run.name, directory.name, run.outcome, run.started_at, run.ended_at, run.counts,
        run.active_managed, run.detail, run_matters.content, run.first_change, run.last_change, run.sequel,
        actor.kind, actor.name, actor.origin
      FROM run
      CROSS JOIN directory ON directory.id = run.directory
      CROSS JOIN actor ON actor.id = run.actor
      LEFT JOIN run_matters ON run_matters.id = run.matters
      WHERE run.name = ? ORDER BY run.id
      """, on: db
    ).all(run) { columns in
      Line(
        id: columns.integer(0), record: try record(columns), changes: range(columns),
        sequel: columns.isNull(12) ? nil : try RunJSON.value(from: columns.bytes(12)))
    }
  }

  private func record(_ columns: borrowing Columns) throws -> RunRecord {
    RunRecord(
      id: columns.text(1), directory: columns.text(2),
      outcome: RunRecord.Outcome(rawValue: columns.text(3)) ?? .failed, startedAt: columns.date(4) ?? .distantPast,
      endedAt: columns.date(5) ?? .distantPast, actor: columns.actor(from: 13),
      counts: try RunJSON.counts(from: columns.bytes(6)), activeManaged: Int(columns.integer(7)),
      detail: columns.isNull(8) ? RunDetail() : try RunJSON.value(from: columns.bytes(8)),
      matters: columns.isNull(9) ? nil : try RunJSON.value(from: columns.bytes(9)))
  }

  /// Nil in a line that is older than the columns.
  private func range(_ columns: borrowing Columns) -> ClosedRange<Int64>? {
    guard !columns.isNull(10), !columns.isNull(11) else { return nil }
    return columns.integer(10)...max(columns.integer(10), columns.integer(11))
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
    ).all(range.lowerBound, range.upperBound, line.id) { columns in
      JournalRow(
        kind: columns.text(0), anchor: columns.text(1), dn: columns.text(2), fields: columns.text(3),
        reason: columns.text(4), detail: columns.optionalText(5)
      ).change(
        of: AccountID(columns.integer(6)), in: line.record.directory, number: columns.optionalText(7))
    }.compactMap { $0 }  // a kind that a newer program wrote
  }
}
