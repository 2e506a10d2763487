import GRDB

/// Inserts rows into one table, many a statement while there are many: to start a statement costs as much as a row.
struct BulkInsertion {
  private static let rowsAStatement = 16
  private let one: Prepared
  private let many: Prepared

  /// OR ROLLBACK: a violation undoes the whole transaction, which is what we want, and SQLite need not keep a journal
  /// of each statement that writes several rows, fires a trigger or counts ids, which costs more than the rows.
  ///
  /// - Parameter table: its name and its columns, as they stand after INTO.
  init(into table: StaticString, columns: Int, on db: Database) throws {
    try self.init(built: "\(table)", columns: columns, on: db)
  }

  /// The same with names that are put together from parts of the program itself.
  init(built table: String, columns: Int, on db: Database) throws {
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    let rows = Array(repeating: row, count: Self.rowsAStatement).joined(separator: ", ")
    one = try Prepared(built: "INSERT OR ROLLBACK INTO \(table) VALUES \(row)", on: db)
    many = try Prepared(built: "INSERT OR ROLLBACK INTO \(table) VALUES \(rows)", on: db)
  }

  /// Inserts a row for each element, for which `bind` adds one value for each column.
  func insert<Element>(
    _ elements: some Collection<Element>, bind: (Element, inout Bindings) throws -> Void
  ) throws {
    var rest = elements[...]
    while !rest.isEmpty {
      let statement = rest.count < Self.rowsAStatement ? one : many
      let rows = rest.prefix(rest.count < Self.rowsAStatement ? 1 : Self.rowsAStatement)
      try statement.run { bindings in
        for element in rows { try bind(element, &bindings) }
      }
      rest = rest.dropFirst(rows.count)
    }
  }
}
