import Foundation
import Provisioning

/// Copies a whole store into another one, of whatever kind, and compares the two table by table.
///
/// Nobody may write to the first one meanwhile. All is written in one transaction: a copy that was interrupted has left nothing.
package struct StoreMigration {
  private let source: StoreKind
  private let target: StoreKind
  private let isInterrupted: @Sendable () -> Bool
  private let progress: (RunProgress) -> Void

  /// How many rows pass between two looks at whether somebody wants to stop.
  private static let rowsBetweenLooks = 1_000

  package init(
    from source: StoreKind, to target: StoreKind, isInterrupted: @escaping @Sendable () -> Bool = { false },
    progress: @escaping (RunProgress) -> Void = { _ in }
  ) {
    self.source = source
    self.target = target
    self.isInterrupted = isInterrupted
    self.progress = progress
  }

  /// Does it, as the only run of either store.
  ///
  /// - Throws: `StoreError` when one of them cannot be read or written, or another run holds it.
  package func run(as holder: Actor, at now: Date) throws -> Migration {
    guard source != target else { return .refused(.sameStore(location: target.location)) }
    guard try source.isThere() else { return .refused(.nothingThere(location: source.location)) }
    if let process = source.anotherProcess { return .refused(.inUse(location: source.location, process: process)) }
    let from = try source.openWhole(isInterrupted)
    let to = try target.openWhole(isInterrupted)
    return try from.exclusively(as: holder, at: now) {
      if let process = try from.anotherProcess() { return .refused(.inUse(location: from.location, process: process)) }
      return try to.exclusively(as: holder, at: now) { try copy(from, to, at: now) }
    }
  }

  /// The copy is committed first: a first store that is sealed has one.
  private func copy(
    _ from: any MigratableStore, _ to: any MigratableStore, at now: Date
  ) throws(StoreError) -> Migration {
    try from.readOut(undoing: { !$0.isDone }) { source in
      let migration = try to.fill(undoing: { !$0.isDone }) { target in
        if let filled = try target.firstFilledTable() {
          return Migration.refused(.notEmpty(location: to.location, table: filled.name, rows: filled.rows))
        }
        let written = try write(source, into: &target)
        for table in written where try tally(table.name, in: target) != table {
          return Migration.refused(.differs(location: to.location, table: table.name))
        }
        return Migration.done(written)
      }
      if migration.isDone { try source.seal(movedTo: to.location, at: now) }
      return migration
    }
  }

  /// Returns what was read, table by table.
  private func write(_ source: any StoreContent, into target: inout any StoreContent) throws -> [MigratedTable] {
    try target.prepare()
    var tables: [MigratedTable] = []
    for table in TableLayout.all {
      var tally = TableTally()
      try target.fill(table) { emit in
        try source.forEachRow(of: table) { row in
          try look(after: tally.rows)
          tally.add(row)
          try emit(row)
        }
      }
      tables.append(tally.table(table.name))
    }
    let marks = try source.marks()
    try target.finish(marks)
    return tables + [Self.tally(marks)]
  }

  private func tally(_ name: String, in content: any StoreContent) throws -> MigratedTable {
    guard let table = TableLayout.all.first(where: { $0.name == name }) else { return Self.tally(try content.marks()) }
    var tally = TableTally()
    try content.forEachRow(of: table) { row in
      try look(after: tally.rows)
      tally.add(row)
    }
    return tally.table(name)
  }

  private static func tally(_ marks: StoreMarks) -> MigratedTable {
    var tally = TableTally()
    tally.add(marks.row)
    return tally.table(StoreMarks.table)
  }

  private func look(after rows: Int) throws {
    guard rows.isMultiple(of: Self.rowsBetweenLooks) else { return }
    if isInterrupted() { throw StoreError.interrupted }
    progress(.copying(rows: rows))
  }
}

extension StoreKind {
  /// Whether there is a store, of whatever age; makes none.
  fileprivate func isThere() throws -> Bool {
    switch self {
    case .sqlite(let path, _): (FileStamp(of: path)?.size ?? 0) > 0
    case .postgresql(let settings): try PostgreSQLStore(settings, access: .readOnly).schemaVersion() > 0
    }
  }

  /// A process that has its file open; of a server, its sessions are asked later.
  fileprivate var anotherProcess: Int? {
    guard case .sqlite(let path, _) = self else { return nil }
    return FileUsers.anotherProcess(of: path)
  }

  /// How it is named to people.
  package var location: String {
    switch self {
    case .sqlite(let path, _): path
    case .postgresql(let settings): PostgreSQLAddress(settings.url)?.location ?? "postgresql:"
    }
  }

  fileprivate func openWhole(_ isInterrupted: @escaping @Sendable () -> Bool) throws(StoreError) -> any MigratableStore
  {
    switch self {
    case .sqlite(let path, let permissions):
      try SQLiteStore(path: path, access: .readWrite, permissions: permissions)
    case .postgresql(let settings):
      try PostgreSQLStore(settings, access: .readWrite, isInterrupted: isInterrupted)
    }
  }
}
