import Foundation
import Provisioning

/// Brings rows into the database and writes them there, with a bounded number of statements, however many rows there are.
///
/// Rows of people nobody knew go where they belong at once when the store is empty; all others stand in `incoming` first, where
/// they are held against what is there.
struct RowStaging {
  private let connection: PostgreSQLConnection
  private let origin: Creations.Origin
  private let cleared: Set<AccountID>
  /// The id for the first token of an empty store; nil when there are accounts.
  private var firstToken: Int64?
  /// Whether there is `incoming`: a run that found nothing to do, or only new people for an empty store, needs none.
  private var isStaging = false
  private var mailsQueued = 0
  private var stagedMails = 0
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
    origin = Creations.Origin(
      run: run, actor: actor, at: now, directory: directory,
      directoryID: try directory.map(connection.id(ofDirectory:)))
  }

  /// The id for the first new account: until the transaction ends, nobody else gets one.
  mutating func firstNewAccount() throws -> Int64 {
    try connection.run("SELECT pg_advisory_xact_lock(1315010165)")
    let first = try connection.first(
      """
      SELECT greatest(account_id.last_value + account_id.is_called::integer, (SELECT coalesce(max(id), 0) + 1 FROM account)),
        (SELECT token_id_seq.last_value + token_id_seq.is_called::integer FROM token_id_seq WHERE NOT EXISTS (SELECT FROM account))
      FROM account_id
      """
    ) { (account: $0.integer(0), token: $0.isNull(1) ? nil : $0.integer(1)) }
    firstToken = first?.token
    return first?.account ?? 1
  }

  /// Takes all that `make` emits, while it makes the next ones.
  ///
  /// - Parameter count: about how many rows that will be.
  mutating func take(
    _ count: Int,
    _ make: @escaping @Sendable (_ emit: (_ row: BatchRow, _ hasPassword: Bool) throws -> Void) throws -> Void
  ) throws {
    let slicing = Slicing(count, of: origin, cleared: cleared, firstToken: firstToken)
    var last = Slice()
    try Ahead.run(chunkSize: 1, chunks: 1) { emit in
      var slicing = slicing
      try make { row, hasPassword in
        slicing.add(row, hasPassword: hasPassword)
        if let slice = slicing.full() { try emit(slice) }
      }
      if let slice = slicing.rest() { try emit(slice) }
    } using: { (slices: [Slice]) in
      for slice in slices {
        try bring(slice)
        last.lastAccount = slice.lastAccount ?? last.lastAccount
        last.lastToken = slice.lastToken ?? last.lastToken
      }
    }
    if let id = last.lastAccount {
      try connection.run("SELECT setval('account_id', greatest($1, last_value)) FROM account_id", id)
    }
    if let id = last.lastToken {
      try connection.run("SELECT setval('token_id_seq', greatest($1, last_value)) FROM token_id_seq", id)
    }
    guard isStaging else { return }
    try connection.run("ANALYZE incoming (ordinal, account, action, key, removes_tie, revokes_tokens, cancels_mails)")
  }

  private mutating func stage() throws {
    try connection.execute(script: PackageResources.stage_sql)
    try connection.run(
      "INSERT INTO incoming_run (run, directory, actor, at) VALUES ($1, $2, $3, $4)", origin.run, origin.directoryID,
      origin.actor, origin.at)
    isStaging = true
  }

  private mutating func bring(_ slice: Slice) throws {
    for table in Creations.tables { try connection.copy(table.copy, table.rows(slice.creations)) }
    if !slice.staged.isEmpty, !isStaging { try stage() }
    try connection.copy(CopyRows.copyIncoming, slice.staged)
    mailsQueued += slice.mails
    stagedMails += slice.stagedMails
    taken += slice.rows
    agreed.merge(slice.agreed) { $0.union($1) }
  }

  /// Locks the accounts that the rows rest on, and tells those that are no longer what the plan saw.
  func stale() throws -> Set<AccountID> {
    guard isStaging else { return [] }
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
    if isStaging { try connection.execute(script: PackageResources.write_sql) }
    try noteAgreed()
    let numbers = try isStaging ? finishStaged() : [:]
    if taken >= Self.rowsThatMatter {
      // What it looks at is a tenth of the usual; autovacuum comes by later and looks at the rest.
      try connection.run("SELECT take_stock() FROM set_config('default_statistics_target', '10', true)")
    }
    try connection.run("DELETE FROM write_mark WHERE at < $1", origin.at.addingTimeInterval(-86_400))
    return Receipt(mailsQueued: mailsQueued, numbers: numbers)
  }

  /// Queues the mails that stood in `incoming`; returns the numbers that the store gave to new accounts, by anchor.
  private func finishStaged() throws -> [Anchor: String] {
    guard try connection.execute(script: PackageResources.queue_sql) == stagedMails else {
      throw StoreFault(description: "a mail carries a token that was never written")
    }
    var numbers: [Anchor: String] = [:]
    try connection.forEach(
      "SELECT anchor, number FROM incoming WHERE is_given AND action = 'insert' AND anchor IS NOT NULL"
    ) { numbers[Anchor($0.text(0))] = $0.text(1) }
    return numbers
  }

  /// Marks ties as missing since a moment, or no longer missing, once the ties are written.
  func mark(_ marks: [Batch.Mark]) throws {
    guard !marks.isEmpty else { return }
    try connection.run(
      """
      UPDATE tie SET missing_since = mark.missing_since FROM unnest($1, $2) AS mark (key, missing_since)
      WHERE tie.directory = $3 AND tie.key = mark.key
      """, marks.map(\.tie), marks.map(\.missingSince), origin.directoryID)
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
