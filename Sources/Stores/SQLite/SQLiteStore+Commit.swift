import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func commit(_ batch: Batch) throws(StoreError) -> CommitResult {
    try write(undoing: \.isStale) { db in
      let ties = try TieWriter(db, DirectoryNames(db))
      let runs = RunTable(db)
      let run = try runs.insert(batch.run)
      var writer = RowWriter(
        db, ties: ties, run: run, directory: batch.run.directory,
        clearedNumbers: batch.clearedNumbers, actor: try ActorTable(db).id(of: batch.run.actor),
        at: batch.run.endedAt)
      let indexes = try IndexesLaidAside(db)
      try Self.clear(batch.clearedNumbers, db)
      let firstNewAccount = try Self.firstNewAccount(db)
      try Self.collectingStale(&writer) { writer throws in
        try Ahead.run { emit in
          try batch.forEachRow(firstNewAccount) { try emit(RowToWrite($0)) }
        } using: {
          try writer.write($0)
        }
        try writer.finish()
      }
      guard writer.stale.isEmpty else { return .stale(writer.stale) }
      try indexes.restore(db)
      let receipt = try Self.finish(writer, clearedNumbers: batch.clearedNumbers, db)
      try Self.writeState(of: batch, ties, db)
      try runs.finish(run)
      return .committed(receipt)
    }
  }

  package func record(_ run: RunRecord) throws(StoreError) {
    try write { db in
      let runs = RunTable(db)
      try runs.finish(try runs.insert(run))
    }
  }

  package func write(
    _ rows: some Sequence<BatchRow>, by actor: Actor, at now: Date
  ) throws(StoreError) -> CommitResult {
    try write(undoing: \.isStale) { db in
      var writer = RowWriter(
        db, ties: try TieWriter(db, DirectoryNames(db)), run: nil, directory: nil,
        actor: try ActorTable(db).id(of: actor), at: now)
      try Self.collectingStale(&writer) { writer throws in
        try writer.write(rows.map(RowToWrite.init))
        try writer.finish()
      }
      guard writer.stale.isEmpty else { return .stale(writer.stale) }
      return .committed(try Self.finish(writer, clearedNumbers: [], db))
    }
  }

  /// What a stale row did not write may be what a later one runs into: then the stale ones are the answer, as far as
  /// they are known.
  private static func collectingStale(
    _ writer: inout RowWriter, _ body: (inout RowWriter) throws -> Void
  ) throws {
    do {
      try body(&writer)
    } catch is DatabaseError where !writer.stale.isEmpty {}
  }

  /// The next id that no account ever had.
  static func firstNewAccount(_ db: Database) throws -> Int64 {
    let last = try Prepared("SELECT seq FROM sqlite_sequence WHERE name = 'account'", on: db).first { $0.integer(0) }
    return (last ?? 0) + 1
  }

  /// Clears numbers that the rows are about to set, so that swaps and cycles never collide.
  private static func clear(_ accounts: [AccountID], _ db: Database) throws {
    let statement = Prepared("UPDATE OR ROLLBACK account SET number = NULL WHERE id = ?", on: db)
    for account in accounts { try statement.run(account.rawValue) }
  }

  /// Gives the numbers that are missing, and says what was written.
  private static func finish(
    _ writer: RowWriter, clearedNumbers: [AccountID], _ db: Database
  ) throws -> Receipt {
    let given = try NumberGiver(db).give(to: writer.unnumbered)
    try checkNumbers(clearedNumbers, db)
    var numbers: [Anchor: String] = [:]
    for (account, anchor) in writer.anchors { numbers[anchor] = given[account] }
    return Receipt(mailsQueued: writer.mailsQueued, numbers: numbers)
  }

  /// A number that was cleared and not set again would be lost.
  private static func checkNumbers(_ cleared: [AccountID], _ db: Database) throws {
    let statement = Prepared("SELECT 1 FROM account WHERE id = ? AND number IS NULL", on: db)
    for account in cleared {
      guard try statement.first(account.rawValue, read: { _ in true }) == nil else {
        throw DatabaseError(message: "account \(account.rawValue): its number was cleared and not set again")
      }
    }
  }

  /// What a batch says of the directory as a whole.
  private static func writeState(of batch: Batch, _ ties: TieWriter, _ db: Database) throws {
    let directory = try DirectoryNames(db).id(of: batch.run.directory)
    for mark in batch.marks { try ties.mark(mark, of: batch.run.directory) }
    try MatterTable(db).replace(
      batch.open, scope: batch.scope, of: batch.run.directory, directory, at: batch.run.startedAt)
    if case .set(let cursor) = batch.cursor {
      try Prepared("UPDATE directory SET cursor = ? WHERE id = ? AND cursor IS NOT ?1", on: db)
        .run(try cursor.map(RunJSON.text), directory)
    }
    if let wholeRead = batch.wholeRead {
      try Prepared("UPDATE directory SET whole_read = ? WHERE id = ?", on: db)
        .run(try RunJSON.text(wholeRead), directory)
    }
  }
}
