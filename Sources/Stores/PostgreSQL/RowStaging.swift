import Foundation
import Provisioning

/// Brings rows into the database and writes them there, all with the same few statements, however many they are.
struct RowStaging {
  private let connection: PostgreSQLConnection
  private let cleared: Set<AccountID>
  private(set) var mailsQueued = 0
  private var taken = 0
  /// The fields of which ties have a value, by their directories.
  private var agreed: [String: Set<Field>] = [:]

  /// From how many rows on a commit changes what the server has to know of its tables.
  private static let rowsThatMatter = 1_000

  /// - Parameters:
  ///   - run: nil for what no run did.
  ///   - directory: where a tie is removed from when the row has none to write; nil outside a run.
  init(
    _ connection: PostgreSQLConnection, run: Int64?, directory: String?, clearedNumbers: [AccountID] = [],
    actor: Int64, at now: Date
  ) throws {
    self.connection = connection
    cleared = Set(clearedNumbers)
    try connection.execute(script: PackageResources.stage_sql)
    try connection.run(
      "INSERT INTO incoming_run (run, directory, actor, at) VALUES ($1, $2, $3, $4)", run, directory, actor, now)
  }

  /// The id for the first new account: until the transaction ends, nobody else gets one.
  func firstNewAccount() throws -> Int64 {
    try connection.run("SELECT pg_advisory_xact_lock(1315010165)")
    let first = try connection.first(
      """
      SELECT greatest(last_value + is_called::integer, (SELECT coalesce(max(id), 0) + 1 FROM account)) FROM account_id
      """
    ) { $0.integer(0) }
    return first ?? 1
  }

  /// Takes all that `make` emits, while it makes the next ones.
  mutating func take(
    _ make: @escaping @Sendable (_ emit: (_ row: BatchRow, _ hasPassword: Bool) throws -> Void) throws -> Void
  ) throws {
    try connection.beginCopy(StagedRow.copy)
    do {
      let cleared = cleared
      try Ahead.run { emit in
        var place = 0
        var known: [String: Set<Field>] = [:]
        try make { row, hasPassword in
          let staged = StagedRow(
            RowToWrite(row), after: place, isCleared: cleared.contains(row.id), hasPassword: hasPassword,
            known: row.tie.flatMap { known[$0.directory] } ?? [])
          place = staged.place
          if !staged.agreed.isEmpty { known[staged.directory, default: []].formUnion(staged.agreed) }
          try emit(staged)
        }
      } using: { (rows: [StagedRow]) in
        try connection.put(rows.flatMap(\.bytes))
        mailsQueued += rows.reduce(0) { $0 + $1.mails }
        taken += rows.count
        for row in rows where !row.agreed.isEmpty { agreed[row.directory, default: []].formUnion(row.agreed) }
      }
    } catch {
      connection.giveUpCopy()
      throw error
    }
    try connection.endCopy()
    try connection.run("ANALYZE incoming (ordinal, account, action, key, removes_tie, revokes_tokens, cancels_mails)")
  }

  /// Takes the marks of ties that are missing, or no longer are.
  func take(_ marks: [Batch.Mark]) throws {
    guard !marks.isEmpty else { return }
    try connection.run(
      "INSERT INTO incoming_mark (key, missing_since) SELECT * FROM unnest($1, $2)", marks.map(\.tie),
      marks.map(\.missingSince))
  }

  /// Locks the accounts that the rows rest on, and tells those that are no longer what the plan saw.
  func stale() throws -> Set<AccountID> {
    try connection.run(
      """
      SELECT count(*) FROM (
        SELECT FROM account WHERE id IN (SELECT account FROM incoming WHERE action IN ('update', 'keep')) ORDER BY id FOR UPDATE
      ) AS locked
      """)
    return Set(try connection.all(Self.staleAccounts) { AccountID($0.integer(0)) })
  }

  /// Writes what was taken, and says what was.
  func write() throws -> Receipt {
    try connection.execute(script: PackageResources.write_sql)
    try noteAgreed()
    guard try connection.execute(script: PackageResources.queue_sql) == mailsQueued else {
      throw StoreFault(description: "a mail carries a token that was never written")
    }
    if taken >= Self.rowsThatMatter { try connection.run("SELECT take_stock()") }
    var numbers: [Anchor: String] = [:]
    try connection.forEach(
      "SELECT anchor, number FROM incoming WHERE is_given AND action = 'insert' AND anchor IS NOT NULL"
    ) { numbers[Anchor($0.text(0))] = $0.text(1) }
    return Receipt(mailsQueued: mailsQueued, numbers: numbers)
  }

  /// Notes the fields of which a directory ever gave a value: what no tie holds need not be looked for.
  private func noteAgreed() throws {
    let pairs = agreed.sorted { $0.key < $1.key }.flatMap { directory, fields in
      fields.sorted().map { (directory: directory, field: $0.name) }
    }
    guard !pairs.isEmpty else { return }
    try connection.run(
      """
      UPDATE directory SET agreed_fields = agreed_fields || unknown.names
      FROM (
        SELECT directory.id, array_agg(given.field ORDER BY given.place) AS names
        FROM unnest($1, $2) WITH ORDINALITY AS given (name, field, place) JOIN directory ON directory.name = given.name
        WHERE given.field <> ALL (directory.agreed_fields) GROUP BY directory.id
      ) AS unknown
      WHERE directory.id = unknown.id
      """, pairs.map(\.directory), pairs.map(\.field))
  }

  /// They were locked by a statement before: what is compared is what they now are.
  private static let staleAccounts: StaticString = """
    WITH rows AS (
      SELECT account, revision,
        count(*) FILTER (WHERE action = 'update') OVER (
          PARTITION BY account ORDER BY ordinal ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS updates
      FROM incoming WHERE action IN ('update', 'keep')
    )
    SELECT DISTINCT rows.account
    FROM rows LEFT JOIN account ON account.id = rows.account AND account.revision = rows.revision
    WHERE account.id IS NULL OR rows.updates > 0
    """
}

/// A batch that contradicts itself.
struct StoreFault: Error, CustomStringConvertible { let description: String }
