import Foundation
import Provisioning

extension PostgreSQLStore {
  package func commit(_ batch: Batch) throws(StoreError) -> CommitResult {
    try writeInterruptibly(undoing: \.isStale) { connection in
      let runs = RunLines(connection)
      let run = try runs.insert(batch.run)
      var rows = try RowStaging(
        connection, run: run, directory: batch.run.directory, clearedNumbers: batch.clearedNumbers,
        actor: try connection.id(of: batch.run.actor), at: batch.run.endedAt)
      let firstNewAccount = try rows.firstNewAccount()
      try rows.take(batch.rowCount) { emit in try batch.forEachRow(firstNewAccount) { try emit($0, false) } }
      let stale = try rows.stale()
      guard stale.isEmpty else { return .stale(stale) }
      let receipt = try rows.write()
      try rows.mark(batch.marks)
      try Self.writeState(of: batch, connection)
      try runs.finish(run)
      return .committed(receipt)
    }
  }

  package func record(_ run: RunRecord) throws(StoreError) {
    try write { connection in
      let runs = RunLines(connection)
      try runs.finish(try runs.insert(run))
    }
  }

  package func write(
    _ rows: some Sequence<BatchRow>, by actor: Actor, at now: Date
  ) throws(StoreError) -> CommitResult {
    let list = Array(rows)
    return try write(undoing: \.isStale) { connection in
      var rows = try RowStaging(connection, run: nil, directory: nil, actor: try connection.id(of: actor), at: now)
      try rows.take(list.count) { emit in for row in list { try emit(row, false) } }
      let stale = try rows.stale()
      guard stale.isEmpty else { return .stale(stale) }
      return .committed(try rows.write())
    }
  }

  package func bringIn(
    _ accounts: [NewAccount], by actor: Actor, at now: Date
  ) throws(StoreError) -> BringInResult {
    try write(undoing: { $0 != .written(accounts.count) }) { connection in
      let taken = try Self.takenNumbers(accounts, connection)
      guard taken.isEmpty else { return .taken(taken) }
      var rows = try RowStaging(connection, run: nil, directory: nil, actor: try connection.id(of: actor), at: now)
      let first = try rows.firstNewAccount()
      try rows.take(accounts.count) { emit in
        for (index, account) in accounts.enumerated() {
          let row = BatchRow(
            id: AccountID(first + Int64(index)), account: .insert(account.responsable, .active),
            journal: JournalRow(kind: "import", anchor: "", dn: "", fields: "{}", reason: ""))
          try emit(row, account.hasPassword)
        }
      }
      _ = try rows.write()
      return .written(accounts.count)
    }
  }

  /// Numbers that accounts have already, or that stand twice in the list.
  private static func takenNumbers(
    _ accounts: [NewAccount], _ connection: PostgreSQLConnection
  ) throws -> Set<String> {
    let numbers = accounts.compactMap(\.responsable.number)
    var seen: Set<String> = []
    let twice = numbers.filter { !seen.insert($0).inserted }
    return Set(try connection.all("SELECT number FROM account WHERE number = ANY ($1)", numbers) { $0.text(0) })
      .union(twice)
  }

  /// What a batch says of the directory as a whole.
  private static func writeState(of batch: Batch, _ connection: PostgreSQLConnection) throws {
    let directory = try connection.id(ofDirectory: batch.run.directory)
    try OpenMatterRows(connection).replace(
      batch.open, scope: batch.scope, of: batch.run.directory, directory, at: batch.run.startedAt)
    if case .set(let cursor) = batch.cursor {
      try connection.run(
        "UPDATE directory SET cursor = $1 WHERE id = $2 AND cursor IS DISTINCT FROM $1", try cursor.map(RunJSON.text),
        directory)
    }
    if let wholeRead = batch.wholeRead {
      try connection.run(
        "UPDATE directory SET whole_read = $1 WHERE id = $2", try RunJSON.text(wholeRead), directory)
    }
  }
}

extension PostgreSQLConnection {
  /// The number of who causes something, given now if it has none.
  func id(of actor: Actor) throws -> Int64 {
    try run(
      "INSERT INTO actor (kind, name, origin) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING", actor.kind.rawValue,
      actor.name, actor.origin)
    return try first(
      "SELECT id FROM actor WHERE kind = $1 AND name = $2 AND origin = $3", actor.kind.rawValue, actor.name,
      actor.origin
    ) { $0.integer(0) } ?? 1
  }

  /// The small number that stands for a directory's name; nil when nothing was ever written of it.
  func id(ofKnownDirectory name: String) throws -> Int64? {
    try first("SELECT id FROM directory WHERE name = $1", name) { $0.integer(0) }
  }

  /// The same, given now if it has none.
  func id(ofDirectory name: String) throws -> Int64 {
    if let id = try id(ofKnownDirectory: name) { return id }
    try run("INSERT INTO directory (name) VALUES ($1) ON CONFLICT DO NOTHING", name)
    return try id(ofKnownDirectory: name) ?? 0
  }
}
