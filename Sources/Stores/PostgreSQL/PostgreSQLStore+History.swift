import Foundation
import Provisioning

extension PostgreSQLStore {
  package func history(of directory: String, since: Date) throws(StoreError) -> History {
    try read { connection in
      guard let id = try connection.id(ofKnownDirectory: directory) else { return History() }
      // All ties of a directory less those of inactive accounts: the index of exceptions spares a million look-ups.
      let activeManaged = try connection.first(
        """
        SELECT (SELECT coalesce(sum(ties), 0)::bigint FROM figure WHERE directory = $1)
          - (SELECT count(*) FROM account JOIN tie ON tie.account = account.id
            WHERE (account.revision <> 1 OR account.status <> 'active') AND account.status = 'inactive'
              AND tie.directory = $1 AND NOT tie.is_secondary)
        """, id
      ) { Int($0.integer(0)) }
      let wholeRead = try connection.first(
        "SELECT whole_read FROM directory WHERE id = $1 AND whole_read IS NOT NULL", id
      ) { try RunJSON.value(from: $0.bytes(0)) as WholeRead }
      let applied = try connection.all(
        """
        SELECT active_managed, counts, lifted FROM run
        WHERE directory = $1 AND outcome IN ('applied', 'settled') AND ended_at >= $2 ORDER BY ended_at, id
        """, id, since
      ) { try History.AppliedRun(row: $0) }
      return History(activeManaged: activeManaged ?? 0, lastWholeRead: wholeRead, applied: applied)
    }
  }

  package func heldFields(among fields: [Field], in directory: String) throws(StoreError) -> Set<Field> {
    try read { connection in
      // Only fields of which the directory ever gave a value are looked for; each up to the first tie that has one.
      let held = try connection.all(
        """
        SELECT asked.name FROM directory CROSS JOIN unnest($2) AS asked (name)
        WHERE directory.name = $1 AND asked.name = ANY (directory.agreed_fields) AND EXISTS (
          SELECT FROM tie
          WHERE tie.directory = directory.id AND (tie.agreed::json -> asked.name) IS NOT NULL)
        """, directory, fields.map(\.name)
      ) { $0.text(0) }
      return Set(fields).intersection(held.compactMap(Field.init(name:)))
    }
  }

  package func openMatters(of directory: String) throws(StoreError) -> OpenMatters {
    try read { connection in
      guard let id = try connection.id(ofKnownDirectory: directory) else { return OpenMatters() }
      return try OpenMatterRows(connection).matters(of: directory, id)
    }
  }
}
