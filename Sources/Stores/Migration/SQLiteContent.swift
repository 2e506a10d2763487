import Foundation
import GRDB
import Provisioning

/// The content of a file of SQLite.
struct SQLiteContent: StoreContent {
  private static let rowsAtOnce = 256
  private let db: Database
  private let location: String
  private var indexes: IndexesLaidAside?

  init(_ db: Database, location: String) {
    self.db = db
    self.location = location
  }

  // MARK: Reading

  func forEachRow(of table: TableLayout, _ body: ([Cell]) throws -> Void) throws {
    let source = table.name == "tie" ? "tie CROSS JOIN tie_detail ON tie_detail.id = tie.detail" : table.name
    let columns = table.columns.map(\.name).joined(separator: ", ")
    let order = table.key.joined(separator: ", ")
    try Prepared(built: "SELECT \(columns) FROM \(source) ORDER BY \(order)", on: db).forEach { row in
      var cells: [Cell] = []
      cells.reserveCapacity(table.columns.count)
      for (index, column) in table.columns.enumerated() {
        guard let cell = try cell(row, Int32(index), column.kind) else { throw damage(table, column, row) }
        cells.append(cell)
      }
      try body(cells)
    }
  }

  /// Nil when there is something else than the column is for: SQLite takes anything anywhere.
  private func cell(_ row: borrowing Columns, _ index: Int32, _ kind: ColumnLayout.Kind) throws -> Cell? {
    switch (row.storage(index), kind) {
    case (.null, _): .null
    case (.integer, .integer), (.integer, .small), (.integer, .flag): .integer(row.integer(index))
    case (.text, .text): .text(cleaning: row.bytes(index))
    case (.blob, .bytes): .bytes(row.bytes(index))
    case (.text, .list): .list(try JSONDecoder().decode([String].self, from: Data(row.bytes(index))))
    default: nil
    }
  }

  private func damage(_ table: TableLayout, _ column: ColumnLayout, _ row: borrowing Columns) -> StoreError {
    let place = table.key == ["id"] ? "\(table.name) \(row.integer(0))" : table.name
    return .damaged(location: location, detail: "\(place): \(column.name)")
  }

  func marks() throws -> StoreMarks {
    StoreMarks(
      nextAccount: try SQLiteStore.firstNewAccount(db),
      number: try Prepared("SELECT value FROM number_mark", on: db).first { $0.integer(0) } ?? 0)
  }

  func firstFilledTable() throws -> (name: String, rows: Int)? {
    for table in TableLayout.all {
      let isOther = table.name == "actor" ? " WHERE id <> 1" : ""
      let rows = try Prepared(built: "SELECT count(*) FROM \(table.name)\(isOther)", on: db).first { $0.integer(0) }
      if let rows, rows > 0 { return (table.name, Int(rows)) }
    }
    return nil
  }

  // MARK: Filling

  mutating func prepare() throws { indexes = try IndexesLaidAside(db) }

  func fill(_ table: TableLayout, _ rows: (_ emit: ([Cell]) throws -> Void) throws -> Void) throws {
    let write = try table.name == "tie" ? tieWriter() : rowWriter(table)
    var waiting: [[Cell]] = []
    try rows { row in
      if !table.isBuiltIn(row) { waiting.append(row) }
      guard waiting.count == Self.rowsAtOnce else { return }
      try write(waiting)
      waiting.removeAll(keepingCapacity: true)
    }
    try write(waiting)
  }

  private func rowWriter(_ table: TableLayout) throws -> ([[Cell]]) throws -> Void {
    let insertion = try insertion(into: table.name, table.columns.map(\.name))
    return { rows in try insertion.insert(rows) { row, bindings in for cell in row { bindings.add(cell) } } }
  }

  /// The two halves of a tie, joined by a number that is counted here.
  private func tieWriter() throws -> ([[Cell]]) throws -> Void {
    let (narrow, wide) = (TableLayout.narrow, TableLayout.wide)
    let details = try insertion(into: "tie_detail", ["id"] + wide.map(\.name))
    let ties = try insertion(into: "tie", narrow.map(\.name) + ["detail"])
    var last: Int64 = 0
    return { rows in
      let first = last
      var detail = first
      try details.insert(rows) { row, bindings in
        detail += 1
        bindings.add(detail)
        for cell in row[narrow.count...] { bindings.add(cell) }
      }
      last = detail
      detail = first
      try ties.insert(rows) { row, bindings in
        for cell in row[..<narrow.count] { bindings.add(cell) }
        detail += 1
        bindings.add(detail)
      }
    }
  }

  private func insertion(into table: String, _ columns: [String]) throws -> BulkInsertion {
    BulkInsertion(
      built: "\(table) (\(columns.joined(separator: ", ")))", columns: columns.count, on: db)
  }

  func seal(movedTo place: String, at now: Date) throws {
    try Prepared("INSERT INTO seal (only_row, moved_to, at) VALUES (1, ?, ?)", on: db).run(place, now)
  }

  func finish(_ marks: StoreMarks) throws {
    try indexes?.restore(db)
    try Prepared("DELETE FROM sqlite_sequence WHERE name = 'account'", on: db).run()
    try Prepared("INSERT INTO sqlite_sequence (name, seq) VALUES ('account', ?)", on: db).run(marks.nextAccount - 1)
    try Prepared("UPDATE number_mark SET value = ?", on: db).run(marks.number)
    try Prepared(
      """
      INSERT INTO edited
      SELECT DISTINCT account.id FROM account JOIN tie ON tie.account = account.id
      WHERE tie.account_revision <> account.revision
      """, on: db
    ).run()
    // Where a run's changes stand; the last is before the first when there is none.
    try Prepared("UPDATE run SET first_change = 1, last_change = 0", on: db).run()
    try Prepared(
      """
      UPDATE run SET first_change = place.first, last_change = place.last
      FROM (SELECT run, min(id) AS first, max(id) AS last FROM change WHERE run IS NOT NULL GROUP BY run) AS place
      WHERE place.run = run.id
      """, on: db
    ).run()
  }
}

extension Cell: Bindable {
  func bind(to statement: OpaquePointer, at index: Int32, _ scratch: Scratch) -> Int32 {
    switch self {
    case .null: Int64?.none.bind(to: statement, at: index, scratch)
    case .integer(let number): number.bind(to: statement, at: index, scratch)
    case .text(let bytes): String(decoding: bytes, as: UTF8.self).bind(to: statement, at: index, scratch)
    case .bytes(let bytes): bytes.bind(to: statement, at: index, scratch)
    case .list(let texts): JSONText.list(texts).bind(to: statement, at: index, scratch)
    }
  }
}
