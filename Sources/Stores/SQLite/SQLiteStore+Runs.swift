import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func runs(_ count: Int) throws(StoreError) -> [RunLine] {
    try read { db in
      var lines: [RunLine] = []
      try Prepared(
        """
        SELECT run.name, directory.name, run.outcome, run.started_at, run.ended_at, run.counts,
          ifnull(json_extract(run.detail, '$.problems'), 0), actor.kind, actor.name, actor.origin,
          json_extract(run.detail, '$.mode'), run.cause
        FROM (SELECT name, max(id) AS last FROM run GROUP BY name ORDER BY last DESC LIMIT ?) AS wanted
        CROSS JOIN run ON run.name = wanted.name
        CROSS JOIN directory ON directory.id = run.directory
        CROSS JOIN actor ON actor.id = run.actor
        ORDER BY wanted.last DESC, run.id
        """, on: db
      ).forEach(count) { columns in
        let line = try RunLine(row: columns)
        if lines.last?.id == line.id { lines[lines.count - 1].add(line) } else { lines.append(line) }
      }
      return lines
    }
  }

  package func runs(beginning text: String) throws(StoreError) -> [String] {
    try read { db in
      try Prepared(
        """
        SELECT name FROM run WHERE substr(name, 1, length(?1)) = ?1 GROUP BY name ORDER BY max(id) DESC LIMIT 10
        """, on: db
      ).all(text) { $0.text(0) }
    }
  }

  package func report(of run: String) throws(StoreError) -> Report? {
    try read { db in try PastRun(db).report(of: run) }
  }

  package func record(_ sequel: RunSequel, of run: String) throws(StoreError) {
    try write { db in
      try Prepared("UPDATE run SET sequel = ? WHERE id = (SELECT max(id) FROM run WHERE name = ?)", on: db)
        .run(try RunJSON.text(sequel), run)
    }
  }

  package func figures(until run: String?, _ count: Int) throws(StoreError) -> [AccountFigures] {
    try read { db in
      try Prepared(
        """
        SELECT name, ended_at, accounts, addresses, passwords FROM (
          SELECT *, lag(accounts) OVER past IS accounts AND lag(addresses) OVER past IS addresses
            AND lag(passwords) OVER past IS passwords AS is_same
          FROM (
            SELECT * FROM run
            WHERE accounts IS NOT NULL AND id <= coalesce((SELECT max(id) FROM run WHERE name = ?1), 1 << 62)
            ORDER BY id DESC LIMIT 5000)
          WINDOW past AS (ORDER BY id))
        WHERE NOT is_same ORDER BY id DESC LIMIT ?2
        """, on: db
      ).all(run, count) { AccountFigures(row: $0) }.reversed()
    }
  }
}
