import Foundation
import GRDB
import Provisioning
import TestSupport

@testable import Stores

/// Somebody who knows SQL and the published views, and nothing of Navette: a portal, an agent's tool.
enum PlainSQL {
  case sqlite(DatabaseQueue)
  case postgresql(Database)

  /// Runs a statement.
  func run(_ sql: String) throws {
    switch self {
    case .sqlite(let queue):
      do {
        try queue.write { try $0.execute(sql: sql) }
      } catch let error as DatabaseError {
        throw Refusal(message: error.message ?? "")
      }
    case .postgresql(let database):
      do {
        try database.sql(sql)
      } catch let failure as ProgramFailure {
        let said = failure.description.components(separatedBy: "ERROR:  ").last?.split(separator: "\n").first
        throw Refusal(message: said.map(String.init) ?? failure.description)
      }
    }
  }

  /// The columns of the first row, as text.
  func first(_ query: String) throws -> [String?] {
    switch self {
    case .sqlite(let queue):
      let row = try queue.read { try Row.fetchOne($0, sql: query) }
      return row?.databaseValues.map { String.fromDatabaseValue($0) ?? Int.fromDatabaseValue($0).map(String.init) }
        ?? []
    case .postgresql(let database):
      let line = try database.sql(query).split(separator: "\n", omittingEmptySubsequences: false)
        .first
      return (line ?? "").split(separator: "|", omittingEmptySubsequences: false).map { $0 == "␀" ? nil : String($0) }
    }
  }

  func columns(_ view: String) throws -> [String] {
    switch self {
    case .sqlite(let queue): return try queue.read { try $0.columns(in: view).map(\.name) }
    case .postgresql(let database):
      return try database.sql(
        """
        SELECT column_name FROM information_schema.columns
        WHERE table_schema = 'navette' AND table_name = '\(view)' ORDER BY ordinal_position
        """
      ).components(separatedBy: "\n")
    }
  }

  /// What the store said to a statement that it does not take.
  struct Refusal: Error, Equatable { let message: String }
}

extension StoreUnderTest {
  /// The kinds that something else can read.
  static let shared: [StoreUnderTest] = [.sqlite, .postgresql]

  /// Runs `body` on an empty store that somebody else writes to by plain SQL.
  func withPlainSQL(_ body: (StoreContract, PlainSQL) throws -> Void) throws {
    switch self {
    case .memory: break
    case .sqlite:
      try Folder.with { folder in
        let store = try SQLiteStore(path: folder.store, access: .readWrite)
        try body(StoreContract(store), .sqlite(try DatabaseQueue(path: folder.store)))
      }
    case .postgresql:
      try Database.with { database in
        let store = try PostgreSQLStore(database.settings, access: .readWrite)
        try body(StoreContract(store), .postgresql(database))
      }
    }
  }
}
