import GRDB

/// Inserts rows into one table, many a statement while there are many: to start a statement costs as much as a row.
///
/// Each statement is prepared when it is first needed: most runs insert a few rows into a few tables.
final class BulkInsertion {
  private static let rowsAStatement = 16
  private let db: Database
  private let table: String
  private let columns: Int
  private var statements: [Int: Prepared] = [:]

  /// OR ROLLBACK: a violation undoes the whole transaction, which is what we want, and SQLite need not keep a journal
  /// of each statement that writes several rows, fires a trigger or counts ids, which costs more than the rows.
  ///
  /// - Parameter table: its name and its columns, as they stand after INTO.
  convenience init(into table: StaticString, columns: Int, on db: Database) {
    self.init(built: "\(table)", columns: columns, on: db)
  }

  /// The same with names that are put together from parts of the program itself.
  init(built table: String, columns: Int, on db: Database) {
    self.db = db
    self.table = table
    self.columns = columns
  }

  /// Inserts a row for each element, for which `bind` adds one value for each column.
  func insert<Element>(
    _ elements: some Collection<Element>, bind: (Element, inout Bindings) throws -> Void
  ) throws {
    var rest = elements[...]
    while !rest.isEmpty {
      let rows = rest.prefix(rest.count < Self.rowsAStatement ? 1 : Self.rowsAStatement)
      try statement(of: rows.count).run { bindings in
        for element in rows { try bind(element, &bindings) }
      }
      rest = rest.dropFirst(rows.count)
    }
  }

  private func statement(of count: Int) throws -> Prepared {
    if let known = statements[count] { return known }
    let row = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
    let rows = Array(repeating: row, count: count).joined(separator: ", ")
    let statement = Prepared(built: "INSERT OR ROLLBACK INTO \(table) VALUES \(rows)", on: db)
    statements[count] = statement
    return statement
  }
}
