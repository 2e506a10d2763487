import Foundation
import Provisioning

extension PostgreSQLStore {
  package func matches(_ keys: MatchKeys, in directory: String, at now: Date) throws(StoreError) -> Matches {
    try read { connection in
      var matches = Matches()
      guard !keys.isEmpty else { return matches }
      var ids = Set(keys.accounts.map(\.rawValue))
      if let id = try connection.id(ofKnownDirectory: directory) {
        matches.ties = try connection.ties(Array(keys.ties), of: directory, id)
        ids.formUnion(matches.ties.values.map(\.account.rawValue))
      }
      ids.formUnion(try Self.ids(of: keys, connection))
      matches.accounts = try connection.accounts(Array(ids), at: now)
      try Self.noteGiven(in: &matches, besides: directory, connection)
      matches.bouncing = try Self.bouncing(Array(keys.emails), connection)
      return matches
    }
  }

  /// What each directory gave last of the people whom another than this one knows.
  private static func noteGiven(
    in matches: inout Matches, besides directory: String, _ connection: PostgreSQLConnection
  ) throws {
    let ids = matches.accountsKnown(besides: directory)
    guard !ids.isEmpty else { return }
    try connection.forEach(
      """
      SELECT tie.account, directory.name, tie.key, tie.agreed FROM tie JOIN directory ON directory.id = tie.directory
      WHERE tie.account = ANY ($1)
      """, ids
    ) { row in
      guard let key = row.digest(2) else { return }
      matches.note(Responsable(json: row.bytes(3)), of: AccountID(row.integer(0)), by: row.text(1), key: key)
    }
  }

  /// The accounts that numbers, addresses and names meet.
  private static func ids(of keys: MatchKeys, _ connection: PostgreSQLConnection) throws -> Set<Int64> {
    // The server looks at each of thousands of keys before it finds that there is nothing to hold them against.
    guard try connection.first("SELECT FROM account LIMIT 1", read: { _ in true }) != nil else { return [] }
    let names = Set(keys.names.map(\.text))
    var ids = Set(
      try connection.all(
        """
        SELECT id FROM account WHERE number = ANY ($1)
        UNION SELECT id FROM account WHERE email_key = ANY ($2)
        UNION SELECT id FROM account WHERE name_key = ANY ($3)
        """, Array(keys.numbers), Array(keys.emails), Array(names)
      ) { $0.integer(0) })
    guard !names.isEmpty else { return ids }
    // Names that were written by plain SQL, which cannot make their key.
    try connection.forEach(
      """
      SELECT id, last_name, first_name FROM account
      WHERE name_key IS NULL AND last_name IS NOT NULL AND first_name IS NOT NULL
      """
    ) { row in
      let key = NameKey(lastName: row.optionalText(1), firstName: row.optionalText(2))
      if let key, names.contains(key.text) { ids.insert(row.integer(0)) }
    }
    return ids
  }

  /// Those of the addresses whose last answer from a server was that nobody is there.
  private static func bouncing(_ emails: [String], _ connection: PostgreSQLConnection) throws -> Set<String> {
    guard !emails.isEmpty else { return [] }
    return Set(
      try connection.all(
        """
        SELECT wanted.email FROM unnest($1) AS wanted (email)
        CROSS JOIN LATERAL (
          SELECT bounces FROM mail WHERE email_key(recipient) = wanted.email AND bounces IS NOT NULL
          ORDER BY finished_at DESC LIMIT 1) AS last
        WHERE last.bounces
        """, emails
      ) { $0.text(0) })
  }
}
