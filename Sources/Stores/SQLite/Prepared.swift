import GRDB
import GRDBSQLite

/// A prepared statement whose arguments are bound by position.
///
/// GRDB owns the statement and keeps it for the next time; binding and stepping go straight to SQLite, since a first
/// sync writes half a million rows and an array of arguments for each costs more than the rows. The text is a static
/// string: values can only be bound.
///
/// It is prepared when it is first used, which costs more than using it: most runs need few of a writer's statements.
final class Prepared {
  private let db: Database
  private let sql: String
  private var statement: Statement?
  private let scratch = Scratch()

  convenience init(_ sql: StaticString, on db: Database) { self.init(built: "\(sql)", on: db) }

  /// A text that is put together from parts of the program itself.
  init(built sql: String, on db: Database) {
    self.db = db
    self.sql = sql
  }

  private func pointer() throws -> OpaquePointer {
    if let statement { return statement.sqliteStatement }
    let prepared = try db.cachedStatement(sql: sql)
    statement = prepared
    return prepared.sqliteStatement
  }

  /// Runs the statement to its end and returns how many rows it changed.
  @discardableResult
  func run<each Argument: Bindable>(_ arguments: repeat each Argument) throws -> Int {
    try run { $0.add(repeat each arguments) }
  }

  /// The same with values that `bind` adds.
  @discardableResult
  func run(_ bind: (inout Bindings) throws -> Void) throws -> Int {
    let pointer = try pointer()
    defer { reset(pointer) }
    try self.bind(pointer, bind)
    var code = sqlite3_step(pointer)
    while code == SQLITE_ROW { code = sqlite3_step(pointer) }
    guard code == SQLITE_DONE else { throw failure(code, pointer) }
    return Int(sqlite3_changes(sqlite3_db_handle(pointer)))
  }

  /// Calls `body` with every row.
  func forEach<each Argument: Bindable>(
    _ arguments: repeat each Argument, body: (borrowing Columns) throws -> Void
  ) throws {
    let pointer = try pointer()
    defer { reset(pointer) }
    try bind(pointer) { $0.add(repeat each arguments) }
    let columns = Columns(of: pointer)
    var code = sqlite3_step(pointer)
    while code == SQLITE_ROW {
      try body(columns)
      code = sqlite3_step(pointer)
    }
    guard code == SQLITE_DONE else { throw failure(code, pointer) }
  }

  /// What `read` makes of the first row, or nil when there is none.
  func first<Value, each Argument: Bindable>(
    _ arguments: repeat each Argument, read: (borrowing Columns) throws -> Value
  ) throws -> Value? {
    let pointer = try pointer()
    defer { reset(pointer) }
    try bind(pointer) { $0.add(repeat each arguments) }
    switch sqlite3_step(pointer) {
    case SQLITE_ROW: return try read(Columns(of: pointer))
    case SQLITE_DONE: return nil
    case let code: throw failure(code, pointer)
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
  private func reset(_ pointer: OpaquePointer) {
    sqlite3_reset(pointer)
    sqlite3_clear_bindings(pointer)
    scratch.clear()
  }

  private func bind(_ pointer: OpaquePointer, _ add: (inout Bindings) throws -> Void) throws {
    var bindings = Bindings(of: pointer, scratch: scratch)
    try add(&bindings)
    guard bindings.result == SQLITE_OK else { throw failure(bindings.result, pointer) }
  }

  private func failure(_ code: Int32, _ pointer: OpaquePointer) -> DatabaseError {
    let connection = sqlite3_db_handle(pointer)
    let message = sqlite3_errmsg(connection).map { String(cString: $0) }
    return DatabaseError(resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)), message: message)
  }
}
