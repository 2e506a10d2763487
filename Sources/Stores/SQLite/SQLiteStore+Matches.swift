import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  /// So many keys are looked up by one statement.
  static let keysPerStatement = 5000

  package func matches(_ keys: MatchKeys, in directory: String, at now: Date) throws(StoreError) -> Matches {
    try read { db in
      var matches = Matches()
      guard !keys.isEmpty, try Self.hasAccounts(db) else { return matches }
      var ids = Set(keys.accounts.map(\.rawValue))
      if let id = try DirectoryNames(db).known(directory) {
        matches.ties = try TieReader(db).ties(Array(keys.ties), of: directory, id)
        ids.formUnion(matches.ties.values.map(\.account.rawValue))
      }
      ids.formUnion(try Self.ids(of: keys, db))
      matches.accounts = try AccountReader(db).accounts(Array(ids), at: now)
      try Self.noteGiven(in: &matches, besides: directory, db)
      matches.bouncing = try Self.bouncing(Array(keys.emails), db)
      return matches
    }
  }

  /// What each directory gave last of the people whom another than this one knows.
  private static func noteGiven(in matches: inout Matches, besides directory: String, _ db: Database) throws {
    let ids = matches.accountsKnown(besides: directory)
    guard !ids.isEmpty else { return }
    let statement = Prepared(
      """
      SELECT tie.account, directory.name, tie.key, tie_detail.agreed
      FROM json_each(?) AS wanted
      CROSS JOIN tie ON tie.account = wanted.value
      CROSS JOIN directory ON directory.id = tie.directory
      CROSS JOIN tie_detail ON tie_detail.id = tie.detail
      """, on: db)
    for chunk in ids.chunks(of: keysPerStatement) {
      try statement.forEach(JSONText.list(chunk)) { columns in
        guard let key = columns.digest(2) else { return }
        matches.note(
          Responsable(json: columns.bytes(3)), of: AccountID(columns.integer(0)), by: columns.text(1), key: key)
      }
    }
  }

  private static func hasAccounts(_ db: Database) throws -> Bool {
    try Prepared("SELECT EXISTS (SELECT 1 FROM account)", on: db).first { $0.flag(0) } ?? false
  }

  // CROSS JOIN keeps the order: from the few keys to the many rows.
  static let byNumber: StaticString =
    "SELECT account.id FROM json_each(?) AS wanted CROSS JOIN account ON account.number = wanted.value"
  static let byEmail: StaticString =
    "SELECT account.id FROM json_each(?) AS wanted CROSS JOIN account ON account.email_key = wanted.value"
  static let byName: StaticString =
    "SELECT account.id FROM json_each(?) AS wanted CROSS JOIN account ON account.name_key = wanted.value"

  /// The accounts that numbers, addresses and names meet.
  private static func ids(of keys: MatchKeys, _ db: Database) throws -> Set<Int64> {
    var ids: Set<Int64> = []
    let names = Set(keys.names.map(\.text))
    for (sql, texts) in [(byNumber, keys.numbers), (byEmail, keys.emails), (byName, names)] where !texts.isEmpty {
      let statement = Prepared(sql, on: db)
      for chunk in Array(texts).chunks(of: keysPerStatement) {
        try statement.forEach(JSONText.list(chunk)) { ids.insert($0.integer(0)) }
      }
    }
    if !names.isEmpty { ids.formUnion(try unkeyed(among: names, db)) }
    return ids
  }

  /// Accounts whose names were written by plain SQL, which cannot make their key.
  private static func unkeyed(among names: Set<String>, _ db: Database) throws -> Set<Int64> {
    var ids: Set<Int64> = []
    try Prepared(
      """
      SELECT id, last_name, first_name FROM account
      WHERE name_key IS NULL AND last_name IS NOT NULL AND first_name IS NOT NULL
      """, on: db
    ).forEach { columns in
      let key = NameKey(lastName: columns.optionalText(1), firstName: columns.optionalText(2))
      if let key, names.contains(key.text) { ids.insert(columns.integer(0)) }
    }
    return ids
  }

  /// Those of the addresses whose last answer from a server was that nobody is there.
  private static func bouncing(_ emails: [String], _ db: Database) throws -> Set<String> {
    var bouncing: Set<String> = []
    let statement = Prepared(
      """
      SELECT value FROM json_each(?) WHERE 1 = (
        SELECT bounces FROM mail WHERE lower(trim(recipient)) = value AND bounces IS NOT NULL
        ORDER BY finished_at DESC LIMIT 1)
      """, on: db)
    for chunk in emails.chunks(of: keysPerStatement) {
      try statement.forEach(JSONText.list(chunk)) { bouncing.insert($0.text(0)) }
    }
    return bouncing
  }
}
