import GRDB
import GRDBSQLite

/// A prepared statement whose arguments are bound by position.
///
/// GRDB owns the statement and keeps it for the next time; binding and stepping go straight to SQLite, since a first
/// sync writes half a million rows and an array of arguments for each costs more than the rows. The text is a static
/// string: values can only be bound.
struct Prepared {
  private let statement: Statement
  private let scratch = Scratch()

  init(_ sql: StaticString, on db: Database) throws {
    statement = try db.cachedStatement(sql: "\(sql)")
  }

  /// A text that is put together from parts of the program itself.
  init(built sql: String, on db: Database) throws { statement = try db.cachedStatement(sql: sql) }

  private var pointer: OpaquePointer { statement.sqliteStatement }

  /// Runs the statement to its end and returns how many rows it changed.
  @discardableResult
  func run<each Argument: Bindable>(_ arguments: repeat each Argument) throws -> Int {
    try run { $0.add(repeat each arguments) }
  }

  /// The same with values that `bind` adds.
  @discardableResult
  func run(_ bind: (inout Bindings) throws -> Void) throws -> Int {
    defer { reset() }
    try self.bind(bind)
    var code = sqlite3_step(pointer)
    while code == SQLITE_ROW { code = sqlite3_step(pointer) }
    guard code == SQLITE_DONE else { throw failure(code) }
    return Int(sqlite3_changes(sqlite3_db_handle(pointer)))
  }

  /// Calls `body` with every row.
  func forEach<each Argument: Bindable>(
    _ arguments: repeat each Argument, body: (borrowing Columns) throws -> Void
  ) throws {
    defer { reset() }
    try bind { $0.add(repeat each arguments) }
    let columns = Columns(of: pointer)
    var code = sqlite3_step(pointer)
    while code == SQLITE_ROW {
      try body(columns)
      code = sqlite3_step(pointer)
    }
    guard code == SQLITE_DONE else { throw failure(code) }
  }

  /// What `read` makes of the first row, or nil when there is none.
  func first<Value, each Argument: Bindable>(
    _ arguments: repeat each Argument, read: (borrowing Columns) throws -> Value
  ) throws -> Value? {
    defer { reset() }
    try bind { $0.add(repeat each arguments) }
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return try read(Columns(of: pointer))
    case SQLITE_DONE: return nil
    case let code: throw failure(code)
    }
  }

  /// What `read` makes of all rows.
  func all<Value, each Argument: Bindable>(
    _ arguments: repeat each Argument, read: (borrowing Columns) throws -> Value
  ) throws -> [Value] {
    var values: [Value] = []
    try forEach(repeat each arguments) { values.append(try read($0)) }
    return values
  }

  /// What stands in the scratch memory is bound no longer than the statement runs.
  private func reset() {
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
    scratch.clear()
  }

  private func bind(_ add: (inout Bindings) throws -> Void) throws {
    var bindings = Bindings(of: pointer, scratch: scratch)
    try add(&bindings)
    guard bindings.result == SQLITE_OK else { throw failure(bindings.result) }
  }

  private func failure(_ code: Int32) -> DatabaseError {
    let connection = sqlite3_db_handle(pointer)
    let message = sqlite3_errmsg(connection).map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)), message: message)
  }
}
