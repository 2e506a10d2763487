import GRDBSQLite

/// The values for the `?` of a statement, added from left to right.
struct Bindings {
  private let statement: OpaquePointer
  private let scratch: Scratch
  private var count: Int32 = 0
  /// What SQLite said to the first value it refused; `SQLITE_OK` when it took them all.
  private(set) var result = SQLITE_OK

  init(of statement: OpaquePointer, scratch: Scratch) {
    self.statement = statement
    self.scratch = scratch
  }

  mutating func add<each Argument: Bindable>(_ arguments: repeat each Argument) {
    for argument in repeat each arguments {
      count += 1
      let code = argument.bind(to: statement, at: count, scratch)
      if result == SQLITE_OK { result = code }
    }
  }
}
