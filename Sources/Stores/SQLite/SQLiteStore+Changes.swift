import Foundation
import GRDB
import Provisioning

/// What a run that reads only changes asks of the store.
extension SQLiteStore {
  package func cursor(of directory: String) throws(StoreError) -> ReadCursor? {
    try read { db in
      try Prepared("SELECT cursor FROM directory WHERE name = ? AND cursor IS NOT NULL", on: db)
        // A cursor nobody understands any more is none: everything is read.
        .first(directory) { columns in try? RunJSON.value(from: columns.bytes(0)) as ReadCursor }?.flatMap(\.self)
    }
  }

  package func dueTies(
    of directory: String, among directories: Set<String>?, at now: Date
  ) throws(StoreError) -> [Anchor] {
    try read { db in
      let names = DirectoryNames(db)
      guard let id = try names.known(directory) else { return [] }
      let others = try directories.map { try JSONText.list($0.compactMap { try names.known($0) }) }
      return try Prepared(Self.due, on: db).all(id, now, others) { Anchor($0.text(0)) }
    }
  }

  /// Each branch has an index of its own, so that the many ties of which nothing is due are not read; without being told,
  /// SQLite walks all ties of the directory.
  static let due: StaticString = """
    WITH due (detail) AS (
      SELECT detail FROM tie INDEXED BY tie_unagreed
        WHERE directory = ?1 AND digest IS NULL AND missing_since IS NULL
      UNION SELECT tie.detail FROM tie INDEXED BY tie_missing CROSS JOIN account ON account.id = tie.account
        WHERE tie.directory = ?1 AND tie.missing_since IS NOT NULL AND NOT tie.is_secondary
          AND (account.status = 'active' OR EXISTS (
            SELECT 1 FROM tie AS other
            WHERE other.account = tie.account AND other.directory <> ?1 AND other.missing_since IS NULL
              AND (?3 IS NULL OR other.directory IN (SELECT value FROM json_each(?3)))))
      UNION SELECT tie.detail FROM tie INDEXED BY tie_until CROSS JOIN account ON account.id = tie.account
        WHERE tie.directory = ?1 AND tie.active_until <= ?2 AND account.status = 'active'
          AND tie.missing_since IS NULL AND NOT tie.is_secondary
      UNION SELECT tie.detail FROM edited CROSS JOIN account ON account.id = edited.account
        CROSS JOIN tie ON tie.account = account.id AND tie.directory = ?1
        WHERE tie.account_revision <> account.revision AND tie.missing_since IS NULL
      UNION SELECT tie.detail FROM tie INDEXED BY tie_secondary CROSS JOIN account ON account.id = tie.account
        WHERE tie.directory = ?1 AND tie.is_secondary AND (tie.missing_since IS NULL OR account.status = 'active')
          AND NOT EXISTS (
            SELECT 1 FROM tie AS other
            WHERE other.account = tie.account AND other.directory <> ?1 AND NOT other.is_secondary
              AND (?3 IS NULL OR other.directory IN (SELECT value FROM json_each(?3))))
      UNION SELECT tie.detail FROM proposal CROSS JOIN json_each(proposal.accounts) AS wanted
        CROSS JOIN tie ON tie.account = wanted.value AND tie.directory = ?1
    )
    SELECT tie_detail.anchor FROM due CROSS JOIN tie_detail ON tie_detail.id = due.detail
    """

  package func presentTies(
    of name: String, besides keys: Set<Digest128>, limit: Int
  ) throws(StoreError) -> [Anchor] {
    try read { db in
      guard let directory = try DirectoryNames(db).known(name) else { return [] }
      var details: [Int64] = []
      try Prepared(
        """
        SELECT key, detail FROM tie
        WHERE directory = ?1 AND missing_since IS NULL AND digest IS NOT NULL LIMIT ?2
        """, on: db
      ).forEach(directory, limit + keys.count) { columns in
        guard details.count < limit, let key = columns.digest(0), !keys.contains(key) else { return }
        details.append(columns.integer(1))
      }
      // Only now: the wide half is a page for each.
      return try Prepared(
        """
        SELECT tie_detail.anchor FROM json_each(?) AS wanted CROSS JOIN tie_detail ON tie_detail.id = wanted.value
        """, on: db
      ).all(JSONText.list(details)) { Anchor($0.text(0)) }
    }
  }

  package func anchors(of ids: Set<SyncID>, in name: String) throws(StoreError) -> [SyncID: Anchor] {
    try read { db in
      guard !ids.isEmpty, let directory = try DirectoryNames(db).known(name) else { return [:] }
      var anchors: [SyncID: Anchor] = [:]
      let ties = TieReader(db)
      let statement = Prepared(Self.bySyncID, on: db)
      for chunk in Array(ids).chunks(of: Self.keysPerStatement) {
        var found: [(id: SyncID, anchor: Anchor)] = []
        try statement.forEach(JSONText.list(chunk.map(\.text))) { columns in
          if let id = SyncID(text: columns.text(0)) { found.append((id, Anchor(columns.text(1)))) }
        }
        // Another directory may keep the same.
        let own = try ties.ties(found.map(\.anchor.key), of: name, directory)
        for item in found where own[item.anchor.key] != nil { anchors[item.id] = item.anchor }
      }
      return anchors
    }
  }

  static let bySyncID: StaticString = """
    SELECT tie_detail.sync_id, tie_detail.anchor
    FROM json_each(?1) AS wanted
    CROSS JOIN tie_detail ON tie_detail.sync_id = wanted.value
    """
}
