import Foundation
import Provisioning

extension PostgreSQLStore {
  package func runs(_ count: Int) throws(StoreError) -> [RunLine] {
    try read { connection in
      var lines: [RunLine] = []
      try connection.forEach(
        """
        SELECT run.name, directory.name, run.outcome, run.started_at, run.ended_at, run.counts,
          coalesce((run.detail::json ->> 'problems')::bigint, 0), actor.kind, actor.name, actor.origin,
          run.detail::json ->> 'mode', run.cause
        FROM (SELECT name, max(id) AS last FROM run GROUP BY name ORDER BY last DESC LIMIT $1) AS wanted
        JOIN run ON run.name = wanted.name
        JOIN directory ON directory.id = run.directory
        JOIN actor ON actor.id = run.actor
        ORDER BY wanted.last DESC, run.id
        """, count
      ) { row in
        let line = try RunLine(row: row)
        if lines.last?.id == line.id { lines[lines.count - 1].add(line) } else { lines.append(line) }
      }
      return lines
    }
  }

  package func runs(beginning text: String) throws(StoreError) -> [String] {
    try read { connection in
      try connection.all(
        "SELECT name FROM run WHERE starts_with(name, $1) GROUP BY name ORDER BY max(id) DESC LIMIT 10", text
      ) { $0.text(0) }
    }
  }

  package func report(of run: String) throws(StoreError) -> Report? {
    try read { connection in
      let lines = try connection.all(
        """
        SELECT run.id, run.name, directory.name, run.outcome, run.started_at, run.ended_at, run.counts,
          run.active_managed, run.detail, run_matters.content, actor.kind, actor.name, actor.origin, run.sequel
        FROM run
        JOIN directory ON directory.id = run.directory
        JOIN actor ON actor.id = run.actor
        LEFT JOIN run_matters ON run_matters.id = run.matters
        WHERE run.name = $1 ORDER BY run.id
        """, run
      ) { row in
        (
          id: row.integer(0), record: try RunRecord(row: row, from: 1),
          sequel: row.isNull(13) ? nil : try RunJSON.value(from: row.bytes(13)) as RunSequel
        )
      }
      return Report(
        recalling: try lines.map { ($0.record, try Self.changes(of: $0.record, $0.id, connection)) },
        sequel: lines.last?.sequel)
    }
  }

  /// The number of a new account that brought none is the one it had until a later change took it, or has now.
  private static func changes(
    of record: RunRecord, _ run: Int64, _ connection: PostgreSQLConnection
  ) throws -> [Change] {
    guard record.outcome == .applied else { return [] }
    return try connection.all(
      """
      SELECT change.kind, change.anchor, change.dn, change.fields, change.reason, change.detail, change.account,
        CASE change.kind WHEN 'create' THEN coalesce(
          (SELECT later.fields::json #>> '{number,from}' FROM change AS later
            WHERE later.account = change.account AND later.id > change.id
              AND later.fields::json #>> '{number,from}' IS NOT NULL
            ORDER BY later.id LIMIT 1),
          account.number) END
      FROM change LEFT JOIN account ON account.id = change.account
      WHERE change.run = $1 ORDER BY change.id
      """, run
    ) { Change(row: $0, in: record.directory) }.compactMap(\.self)  // a kind that a newer program wrote
  }

  package func record(_ sequel: RunSequel, of run: String) throws(StoreError) {
    try write { connection in
      try connection.run(
        "UPDATE run SET sequel = $1 WHERE id = (SELECT max(id) FROM run WHERE name = $2)", try RunJSON.text(sequel),
        run)
    }
  }

  package func figures(until run: String?, _ count: Int) throws(StoreError) -> [AccountFigures] {
    try read { connection in
      try connection.all(
        """
        SELECT name, ended_at, accounts, addresses, passwords FROM (
          SELECT *, (accounts, addresses, passwords)
            IS NOT DISTINCT FROM lag((accounts, addresses, passwords)) OVER (ORDER BY id) AS is_same
          FROM (
            SELECT * FROM run
            WHERE accounts IS NOT NULL AND ($1 IS NULL OR id <= (SELECT max(id) FROM run WHERE name = $1))
            ORDER BY id DESC LIMIT 5000) AS last) AS compared
        WHERE NOT is_same ORDER BY id DESC LIMIT $2
        """, run, count
      ) { AccountFigures(row: $0) }.reversed()
    }
  }
}
