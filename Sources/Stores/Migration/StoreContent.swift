import Foundation

/// All that is in a store, within one transaction: to be read out, or to be filled in.
protocol StoreContent {
  /// The rows of a table, in the order of its key, as they arrive.
  func forEachRow(of table: TableLayout, _ body: ([Cell]) throws -> Void) throws

  /// What is kept besides rows.
  func marks() throws -> StoreMarks

  /// Whether there is room for others' rows: nothing but what every new store has.
  func firstFilledTable() throws -> (name: String, rows: Int)?

  /// Begins to fill it.
  mutating func prepare() throws

  /// Takes all the rows of a table that `rows` emits.
  func fill(_ table: TableLayout, _ rows: (_ emit: ([Cell]) throws -> Void) throws -> Void) throws

  /// Lets nobody open it from now on: all of it is elsewhere.
  func seal(movedTo place: String, at now: Date) throws

  /// Takes the marks, and brings what a store derives from its rows up to them.
  func finish(_ marks: StoreMarks) throws
}

/// What must not come again although no row has it.
struct StoreMarks: Equatable {
  /// The id of the next new account: an id is never used twice, not even after an erasure.
  let nextAccount: Int64
  /// The largest N of a number R-N that was ever given.
  let number: Int64

  static let table = "marks"

  var row: [Cell] { [.integer(nextAccount), .integer(number)] }
}

/// A row that every new store has: who writes by plain SQL.
extension TableLayout {
  /// Whether a row is there from the beginning.
  func isBuiltIn(_ row: [Cell]) -> Bool { name == "actor" && row.first == .integer(1) }
}
