import GRDB
import Provisioning

/// Writes the journal of changes.
struct JournalWriter {
  private let insertion: BulkInsertion
  private let run: Int64?
  private let actor: Int64
  private let now: Int64

  /// - Parameter run: nil for what no run did.
  init(_ db: Database, run: Int64?, by actor: Int64, at now: Int64) {
    self.run = run
    self.actor = actor
    self.now = now
    insertion = BulkInsertion(
      into: "change (run, account, kind, anchor, dn, fields, reason, detail, at, actor)", columns: 10, on: db)
  }

  func insert(_ rows: some Collection<RowToWrite>) throws {
    let lines = rows.lazy.compactMap { item in item.row.journal.map { (account: item.row.id, line: $0) } }
    try insertion.insert(Array(lines)) { item, bindings in
      let line = item.line
      bindings.add(
        run, item.account.rawValue, line.kind, line.anchor, line.dn, line.fields, line.reason, line.detail, now, actor)
    }
  }
}
