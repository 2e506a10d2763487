import Foundation
import Provisioning

extension PostgreSQLStore: AccountRecords {
  package func accounts(meeting inquiry: Inquiry) throws(StoreError) -> [AccountID] {
    try read { connection in
      var ids = Set(
        try connection.all(
          """
          SELECT id FROM account WHERE number = $1
          UNION SELECT id FROM account WHERE email_key = $2
          UNION SELECT tie.account FROM directory JOIN tie ON tie.directory = directory.id AND tie.key = $3
          """, inquiry.text, inquiry.email, inquiry.anchor.key
        ) { $0.integer(0) })
      // Names are compared as directories do, which no index can: all of them are read.
      if let dn = inquiry.dn {
        try connection.forEach("SELECT account, dn FROM tie") {
          if DistinguishedName($0.text(1)) == dn { ids.insert($0.integer(0)) }
        }
      }
      return ids.sorted().map(AccountID.init)
    }
  }

  package func record(of account: AccountID, at now: Date) throws(StoreError) -> AccountRecord? {
    try read { connection in
      guard let found = try connection.accounts([account.rawValue], at: now)[account] else { return nil }
      return AccountRecord(
        account: found, ties: try Self.ties(found.ties, connection),
        mails: try connection.mails(MailQuery(at: now), of: account),
        tokens: try Self.tokens(of: account, at: now, connection), journal: try Self.journal(of: account, connection))
    }
  }

  package func forEachPerson(_ body: (Responsable) -> Void) throws(StoreError) {
    try read { connection in
      try connection.forEach("SELECT number, last_name, first_name, email FROM account ORDER BY id") { row in
        body(
          Responsable(
            number: row.optionalText(0), lastName: row.optionalText(1), firstName: row.optionalText(2),
            email: row.optionalText(3)))
      }
    }
  }

  private static func ties(_ known: [AccountTie], _ connection: PostgreSQLConnection) throws -> [Tie] {
    try known.sorted { $0.directory < $1.directory }.flatMap { tie -> [Tie] in
      guard let id = try connection.id(ofKnownDirectory: tie.directory) else { return [] }
      return Array(try connection.ties([tie.key], of: tie.directory, id).values)
    }
  }

  package func refusal(of directory: String) throws(StoreError) -> RefusedRun? {
    try read { connection in
      let last = try connection.first(
        """
        SELECT run.name, directory.name, run.outcome, run.started_at, run.ended_at, run.counts, run.active_managed,
          run.detail, NULL, actor.kind, actor.name, actor.origin
        FROM directory JOIN run ON run.directory = directory.id JOIN actor ON actor.id = run.actor
        WHERE directory.name = $1 AND run.detail::json ->> 'mode' IS DISTINCT FROM 'relink'
        ORDER BY run.id DESC LIMIT 1
        """, directory
      ) { try RunRecord(row: $0, from: 0) }
      guard let last, last.outcome == .refused else { return nil }
      return RefusedRun(of: last)
    }
  }

  private static func tokens(
    of account: AccountID, at now: Date, _ connection: PostgreSQLConnection
  ) throws -> [TokenRecord] {
    try connection.all(
      """
      SELECT token.purpose, token.address, token.issued_at, token.expires_at, coalesce(token.used_at, token.revoked_at),
        CASE
          WHEN token.used_at IS NOT NULL THEN 'used'
          WHEN token.revoked_at IS NOT NULL THEN 'revoked'
          WHEN token.expires_at <= $2 THEN 'expired'
          WHEN account.status <> 'active' THEN 'inactive'
          WHEN account.email_key IS DISTINCT FROM email_key(token.address) THEN 'void'
          WHEN token.expires_at IS NULL THEN 'waiting'
          ELSE 'live'
        END,
        actor.kind, actor.name, actor.origin
      FROM token
      JOIN account ON account.id = token.account
      JOIN actor ON actor.id = token.actor
      WHERE token.account = $1 ORDER BY token.id DESC
      """, account.rawValue, now
    ) { TokenRecord(row: $0) }.compactMap(\.self)  // a purpose that a newer program wrote
  }

  private static func journal(of account: AccountID, _ connection: PostgreSQLConnection) throws -> [JournalEntry] {
    try connection.all(
      """
      SELECT change.kind, change.reason, change.anchor, change.at, run.name, change.dn, change.detail,
        actor.kind, actor.name, actor.origin
      FROM change
      JOIN actor ON actor.id = change.actor
      LEFT JOIN run ON run.id = change.run
      WHERE change.account = $1 ORDER BY change.id DESC
      """, account.rawValue
    ) { JournalEntry(row: $0) }
  }
}
