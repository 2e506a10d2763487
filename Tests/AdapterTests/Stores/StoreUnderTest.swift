import Foundation
import Provisioning
import Stores
import TestSupport

/// Every kind of store there is; each passes the same contract.
enum StoreUnderTest: String, CaseIterable, Sendable {
  case memory, sqlite, postgresql

  /// Runs `body` on an empty store.
  func with<Result>(_ body: (StoreContract) throws -> Result) throws -> Result {
    switch self {
    case .memory: try body(StoreContract(MemoryStore()))
    case .sqlite: try Folder.with { try body(StoreContract(try SQLiteStore(path: $0.store, access: .readWrite))) }
    case .postgresql:
      try Database.with { try body(StoreContract(try PostgreSQLStore($0.settings, access: .readWrite))) }
    }
  }
}

/// A database of PostgreSQL for one test, gone with its server.
struct Database: Sendable {
  let server: PostgresServer
  let url: String

  var settings: PostgreSQLSettings { PostgreSQLSettings(url: url) }

  static func with<Result>(_ body: (Database) throws -> Result) throws -> Result {
    let server = try PostgresServer.shared()
    return try withExtendedLifetime(server) { try body(Database(server: server, url: try server.makeDatabase())) }
  }

  /// Runs statements as somebody who knows SQL and nothing of Navette.
  @discardableResult
  func sql(_ statements: String) throws -> String {
    try server.sql("SET search_path = navette; " + statements, in: url)
  }
}

/// A folder for one test, gone after it.
struct Folder: Sendable {
  let path: String

  var store: String { path + "/navette.sqlite" }

  static func with<Result>(_ body: (Folder) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appending(path: "navette-store-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    // What cannot be removed is the system's to clean up.
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(Folder(path: url.path))
  }

  /// The names and the bytes of all files.
  func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path) {
      contents[name] = FileManager.default.contents(atPath: path + "/" + name)
    }
    return contents
  }
}
