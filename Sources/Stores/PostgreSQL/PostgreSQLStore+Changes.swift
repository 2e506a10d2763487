import Foundation
import Provisioning

/// What a run that reads only changes asks of the store.
extension PostgreSQLStore {
  package func cursor(of directory: String) throws(StoreError) -> ReadCursor? {
    try read { connection in
      try connection.first("SELECT cursor FROM directory WHERE name = $1 AND cursor IS NOT NULL", directory) { row in
        // A cursor nobody understands any more is none: everything is read.
        try? RunJSON.value(from: row.bytes(0)) as ReadCursor
      }?.flatMap(\.self)
    }
  }

  package func dueTies(
    of directory: String, among directories: Set<String>?, at now: Date
  ) throws(StoreError) -> [Anchor] {
    try read { connection in
      guard let id = try connection.id(ofKnownDirectory: directory) else { return [] }
      return try connection.all(Self.due, id, now, directories.map { Array($0) }) { Anchor($0.text(0)) }
    }
  }

  /// Each branch has an index of its own, so that the many ties of which nothing is due are not read.
  static let due: StaticString = """
    SELECT anchor FROM tie WHERE directory = $1 AND digest IS NULL AND missing_since IS NULL
    UNION SELECT tie.anchor FROM tie JOIN account ON account.id = tie.account
      WHERE tie.directory = $1 AND tie.missing_since IS NOT NULL AND NOT tie.is_secondary
        AND (account.status = 'active' OR EXISTS (
          SELECT FROM tie AS other JOIN directory ON directory.id = other.directory
          WHERE other.account = tie.account AND other.directory <> $1 AND other.missing_since IS NULL
            AND ($3 IS NULL OR directory.name = ANY ($3))))
    UNION SELECT tie.anchor FROM tie JOIN account ON account.id = tie.account
      WHERE tie.directory = $1 AND tie.active_until <= $2 AND account.status = 'active'
        AND tie.missing_since IS NULL AND NOT tie.is_secondary
    UNION SELECT tie.anchor FROM account JOIN tie ON tie.account = account.id
      WHERE (account.revision <> 1 OR account.status <> 'active') AND tie.directory = $1
        AND tie.account_revision <> account.revision AND tie.missing_since IS NULL
    UNION SELECT tie.anchor FROM tie JOIN account ON account.id = tie.account
      WHERE tie.directory = $1 AND tie.is_secondary AND (tie.missing_since IS NULL OR account.status = 'active')
        AND NOT EXISTS (
          SELECT FROM tie AS other JOIN directory ON directory.id = other.directory
          WHERE other.account = tie.account AND other.directory <> $1 AND NOT other.is_secondary
            AND ($3 IS NULL OR directory.name = ANY ($3)))
    UNION SELECT tie.anchor FROM proposal
      CROSS JOIN LATERAL json_array_elements_text(proposal.accounts::json) AS wanted (account)
      JOIN tie ON tie.account = wanted.account::bigint AND tie.directory = $1
    """

  package func presentTies(
    of name: String, besides keys: Set<Digest128>, limit: Int
  ) throws(StoreError) -> [Anchor] {
    try read { connection in
      try connection.all(
        """
        SELECT tie.anchor FROM directory JOIN tie ON tie.directory = directory.id
        WHERE directory.name = $1 AND tie.missing_since IS NULL AND tie.digest IS NOT NULL AND tie.key <> ALL ($2)
        LIMIT $3
        """, name, Array(keys), limit
      ) { Anchor($0.text(0)) }
    }
  }

  package func anchors(of ids: Set<SyncID>, in name: String) throws(StoreError) -> [SyncID: Anchor] {
    try read { connection in
      var anchors: [SyncID: Anchor] = [:]
      guard !ids.isEmpty, let directory = try connection.id(ofKnownDirectory: name) else { return anchors }
      try connection.forEach(
        "SELECT sync_id, anchor FROM tie WHERE directory = $1 AND sync_id = ANY ($2)", directory, ids.map(\.text)
      ) { row in
        if let id = SyncID(text: row.text(0)) { anchors[id] = Anchor(row.text(1)) }
      }
      return anchors
    }
  }
}
