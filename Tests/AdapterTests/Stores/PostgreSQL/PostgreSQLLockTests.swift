import Foundation
import Provisioning
import Synchronization
import TestSupport
import Testing

@testable import Stores

/// The lock that makes a run the only one of a store lives and dies with its session.
struct PostgreSQLLockTests {
  typealias Contract = StoreContract

  /// Ends every session of a database but the one that asks.
  private static let endSessions = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    """

  @Test func `who comes second is told by whom and since when`() throws {
    try Database.with { database in
      let first = try PostgreSQLStore(database.settings, access: .readWrite)
      let second = try PostgreSQLStore(database.settings, access: .readWrite)
      try first.exclusively(as: Contract.actor, at: Contract.now) {
        let error = #expect(throws: StoreError.self) {
          try second.exclusively(as: Contract.actor, at: .distantFuture) {}
        }
        guard case .held(let location, let by, let since) = error else { return }
        #expect(by.hasPrefix("run-1 (navette sync, process \(getpid()) on ") && since == Contract.now)
        #expect(location.hasPrefix("postgresql://127.0.0.1:") && !location.contains("postgres@"))
      }
      #expect(try second.exclusively(as: Contract.actor, at: Contract.now) { true })
    }
  }

  @Test func `a holder whose session ended holds nothing, and cannot write beside the next one`() throws {
    try Database.with { database in
      let first = try PostgreSQLStore(database.settings, access: .readWrite)
      let second = try PostgreSQLStore(database.settings, access: .readWrite)
      try first.exclusively(as: Contract.actor, at: Contract.now) {
        try database.sql(Self.endSessions)
        try second.exclusively(as: Contract.actor, at: Contract.now) {
          let error = #expect(throws: StoreError.self) { try first.record(Contract.run()) }
          guard case .held = error else {
            Issue.record("\(String(describing: error))")
            return
          }
        }
      }
      #expect(try second.runs(1).isEmpty)
    }
  }

  @Test func `a run goes on after its server was started again, and is still the only one`() throws {
    let server = try PostgresServer()
    let settings = PostgreSQLSettings(url: try server.makeDatabase())
    let first = try PostgreSQLStore(settings, access: .readWrite)
    try first.exclusively(as: Contract.actor, at: Contract.now) {
      try server.restart()
      try first.record(Contract.run())
      let second = try PostgreSQLStore(settings, access: .readWrite)
      #expect(throws: StoreError.self) { try second.exclusively(as: Contract.actor, at: Contract.now) {} }
    }
    #expect(try first.runs(1).count == 1)
  }

  @Test func `who waited for somebody to make the schema finds it made`() throws {
    try Database.with { database in
      let maker = try PostgreSQLConnection(database.settings.url, ["options": "-c search_path=navette"])
      try maker.run("BEGIN")
      try maker.run("SELECT pg_advisory_xact_lock(1315010166)")
      let failure = Mutex<String?>(nil)
      let waiting = DispatchGroup()
      waiting.enter()
      let settings = database.settings
      Thread.detachNewThread {
        do {
          try PostgreSQLSchema.bringUpToDate(PostgreSQLSession(settings, access: .readWrite, patience: 30))
        } catch {
          failure.withLock { $0 = "\(error)" }
        }
        waiting.leave()
      }
      let waiters: StaticString = """
        SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 1315010166 AND NOT granted
          AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
        """
      while try maker.first(waiters, read: { $0.flag(0) }) != true { usleep(10_000) }
      // As little as can be: of much at once a server tells those who wait, and of little it does not.
      try maker.run("CREATE SCHEMA navette")
      try maker.run("CREATE TABLE navette.schema_version (version bigint)")
      try maker.run("INSERT INTO navette.schema_version VALUES ($1)", PostgreSQLSchema.version)
      try maker.run("COMMIT")
      waiting.wait()
      #expect(failure.withLock { $0 } == nil)
    }
  }

  @Test func `a dry run excludes nobody, and a schema is made once however many make it at once`() async throws {
    let server = try PostgresServer.shared()
    let settings = PostgreSQLSettings(url: try server.makeDatabase())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<4 { group.addTask { _ = try PostgreSQLStore(settings, access: .readWrite) } }
      try await group.waitForAll()
    }
    let writer = try PostgreSQLStore(settings, access: .readWrite)
    let reader = try PostgreSQLStore(settings, access: .readOnly)
    try writer.exclusively(as: Contract.actor, at: Contract.now) {
      let isEmpty = try reader.exclusively(as: Contract.actor, at: Contract.now) { try reader.runs(1).isEmpty }
      #expect(isEmpty)
    }
    withExtendedLifetime(server) {}
  }
}
