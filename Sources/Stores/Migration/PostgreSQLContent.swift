import Foundation
import Provisioning

/// The content of a schema of PostgreSQL.
struct PostgreSQLContent: StoreContent {
  /// How much of a table is on its way at once, in bytes.
  private static let bytesAtOnce = 65_536
  private let connection: PostgreSQLConnection

  init(_ connection: PostgreSQLConnection) { self.connection = connection }

  /// Lets nobody write to it until the transaction ends; who does waits.
  func shut() throws {
    let tables = TableLayout.all.map(\.name) + ["number_mark"]
    try connection.execute(
      script: Array("LOCK TABLE \(tables.joined(separator: ", ")) IN SHARE ROW EXCLUSIVE MODE".utf8))
  }

  // MARK: Reading

  func forEachRow(of table: TableLayout, _ body: ([Cell]) throws -> Void) throws {
    let columns = table.columns.map { $0.kind == .list ? "array_to_json(\($0.name))::text" : $0.name }
    let order = table.key.joined(separator: ", ")
    let sql = "SELECT \(columns.joined(separator: ", ")) FROM \(table.name) ORDER BY \(order)"
    try connection.forEach(built: sql) { row in
      var cells: [Cell] = []
      cells.reserveCapacity(table.columns.count)
      for (index, column) in table.columns.enumerated() { cells.append(try cell(row, Int32(index), column.kind)) }
      try body(cells)
    }
  }

  private func cell(_ row: borrowing PostgreSQLRow, _ index: Int32, _ kind: ColumnLayout.Kind) throws -> Cell {
    if row.isNull(index) { return .null }
    return switch kind {
    case .integer, .small, .flag: .integer(row.integer(index))
    case .text: .text(row.bytes(index))
    case .bytes: .bytes(row.bytes(index))
    case .list: .list(try JSONDecoder().decode([String].self, from: Data(row.bytes(index))))
    }
  }

  func marks() throws -> StoreMarks {
    let marks = try connection.first(
      """
      SELECT greatest(last_value + is_called::integer, (SELECT coalesce(max(id), 0) + 1 FROM account)),
        (SELECT value FROM number_mark)
      FROM account_id
      """
    ) { StoreMarks(nextAccount: $0.integer(0), number: $0.integer(1)) }
    return marks ?? StoreMarks(nextAccount: 1, number: 0)
  }

  func firstFilledTable() throws -> (name: String, rows: Int)? {
    for table in TableLayout.all {
      var rows = 0
      let isOther = table.name == "actor" ? " WHERE id <> 1" : ""
      try connection.forEach(built: "SELECT count(*) FROM \(table.name)\(isOther)") { rows = Int($0.integer(0)) }
      if rows > 0 { return (table.name, rows) }
    }
    return nil
  }

  // MARK: Filling

  func prepare() throws {}

  func fill(_ table: TableLayout, _ rows: (_ emit: ([Cell]) throws -> Void) throws -> Void) throws {
    let columns = table.columns.map(\.name).joined(separator: ", ")
    try connection.beginCopy(built: "COPY \(table.name) (\(columns)) FROM STDIN BINARY")
    do {
      var waiting: [UInt8] = []
      try rows { row in
        if !table.isBuiltIn(row) { Self.write(row, table, to: &waiting) }
        guard waiting.count >= Self.bytesAtOnce else { return }
        try connection.put(waiting)
        waiting.removeAll(keepingCapacity: true)
      }
      try connection.put(waiting)
    } catch {
      connection.giveUpCopy()
      throw error
    }
    try connection.endCopy()
  }

  private static func write(_ row: [Cell], _ table: TableLayout, to bytes: inout [UInt8]) {
    var fields = PostgreSQLFields()
    for (cell, column) in zip(row, table.columns) {
      switch (cell, column.kind) {
      case (.null, _): fields.add(Int64?.none)
      case (.integer(let number), .flag): fields.add(number != 0)
      case (.integer(let number), .small): fields.add(Int16(truncatingIfNeeded: number))
      case (.integer(let number), _): fields.add(number)
      case (.text(let value), _), (.bytes(let value), _): fields.add(PostgreSQLBytes(bytes: value))
      case (.list(let texts), _): fields.add(texts)
      }
    }
    Int16(fields.places.count).writeBytes(to: &bytes)
    bytes += fields.bytes
  }

  func seal(movedTo place: String, at now: Date) throws {
    try connection.run("INSERT INTO seal (moved_to, at) VALUES ($1, $2)", place, now)
  }

  func finish(_ marks: StoreMarks) throws {
    try connection.run("SELECT setval('account_id', $1, false)", marks.nextAccount)
    try connection.run("UPDATE number_mark SET value = $1", marks.number)
    for table in TableLayout.all where table.key == ["id"] && table.name != "account" {
      let next = "SELECT coalesce(max(id), 0) + 1 FROM \(table.name)"
      try connection.execute(
        script: Array("SELECT setval(pg_get_serial_sequence('navette.\(table.name)', 'id'), (\(next)), false)".utf8))
    }
    try connection.run("SELECT take_stock()")
  }
}
