import Foundation
import Provisioning

/// The one connection of a store: opened when it is needed, opened again when it was lost, used by one thread at a time.
///
/// The lock that makes a run the only one belongs to the connection, so what a run writes is written by who holds the lock:
/// a connection that is opened again takes it again, or fails.
final class PostgreSQLSession: @unchecked Sendable {
  let location: String
  private let settings: PostgreSQLSettings
  private let access: StoreAccess
  /// Guards what follows.
  private let turn = NSRecursiveLock()
  private var connection: PostgreSQLConnection?
  private var holder: (name: String, since: Date)?
  /// The connection that has the lock; nil without one.
  private weak var locked: PostgreSQLConnection?

  /// How long somebody else's write is waited for, in seconds; and, after a connection was lost in the middle of a commit, the
  /// server that knows what became of it.
  let patience: Int

  init(_ settings: PostgreSQLSettings, access: StoreAccess, patience: Int) {
    self.settings = settings
    self.access = access
    self.patience = patience
    location = PostgreSQLAddress(settings.url)?.location ?? "postgresql:"
  }

  /// Lets nobody else use the connection while `body` runs.
  func inTurn<Result>(_ body: () throws -> Result) rethrows -> Result {
    turn.lock()
    defer { turn.unlock() }
    return try body()
  }

  /// Calls `body` with the connection; one that turns out to be lost is let go.
  func use<Result>(_ body: (PostgreSQLConnection) throws -> Result) throws -> Result {
    try inTurn {
      let connection = try connected()
      do {
        return try body(connection)
      } catch {
        if let failure = error as? PostgreSQLFailure, failure.isLost { self.connection = nil }
        throw error
      }
    }
  }

  /// Calls `body` within a transaction, which it has to end; the connection is opened again when it was lost before it began.
  func transaction<Result>(
    _ begin: StaticString, _ body: (PostgreSQLConnection) throws -> Result
  ) throws -> Result {
    try inTurn {
      do {
        _ = try use { try $0.run(begin) }
      } catch let failure as PostgreSQLFailure where failure.isLost && failure.wasConnected {
        _ = try use { try $0.run(begin) }
      }
      return try use { connection in
        do {
          return try body(connection)
        } catch {
          // On a connection that is lost there is nothing to undo: the server does it.
          _ = try? connection.run("ROLLBACK")
          throw error
        }
      }
    }
  }

  private func connected() throws -> PostgreSQLConnection {
    if let connection { return connection }
    let fresh = try connect()
    if let holder { try takeLock(as: holder, on: fresh) }
    connection = fresh
    return fresh
  }

  private func connect() throws -> PostgreSQLConnection {
    var others: [String: String] = [:]
    if let password = settings.password() { others["password"] = password }
    let fresh = try PostgreSQLConnection(settings.url, others, readsOnly: access == .readOnly)
    try fresh.run("SELECT set_config('lock_timeout', $1, false)", "\(patience)s")
    if access == .readWrite { try fresh.run("SELECT pg_advisory_lock_shared(1315010168)") }
    return fresh
  }

  /// A session besides this one that may write, by the number of its process at the server; nil when there is none.
  ///
  /// All that may write hold a lock together; from now on nobody else gets it, as long as this connection is there.
  func anotherProcess(_ connection: PostgreSQLConnection) throws -> Int? {
    let isAlone = try connection.first("SELECT pg_try_advisory_lock(1315010168)") { $0.flag(0) } ?? false
    guard !isAlone else { return nil }
    let other = try connection.first(
      """
      SELECT pid FROM pg_locks
      WHERE locktype = 'advisory' AND objid = 1315010168 AND granted AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      ORDER BY pid LIMIT 1
      """
    ) { Int($0.integer(0)) }
    return other ?? 0
  }

  // MARK: A commit that was not heard the end of

  /// Finds out whether a transaction that left a mark was committed: returns if it was.
  ///
  /// Who writes the same mark waits for a transaction that wrote it and has not ended yet. So once the mark is written here,
  /// the other one never will be committed.
  ///
  /// - Throws: `lost` when it was not committed, `undecided` when no server could be asked.
  func settle(_ mark: String, after failure: PostgreSQLFailure) throws {
    connection = nil
    // Two looks a second.
    for _ in 0..<max(1, patience * 2) {
      do {
        let isNew = try connect().run(
          "INSERT INTO write_mark (id, at) VALUES ($1, now_ms()) ON CONFLICT DO NOTHING", mark)
        if isNew == 0 { return }
        throw StoreError.server(location: location, .lost, detail: failure.message)
      } catch is PostgreSQLFailure {
        usleep(500_000)
      }
    }
    throw StoreError.server(location: location, .undecided, detail: failure.message)
  }

  // MARK: The only run

  /// Runs `body` as the only run of the store.
  func hold<Result>(as name: String, since: Date, _ body: () throws -> Result) throws -> Result {
    try inTurn {
      if let holder { throw StoreError.held(location: location, by: holder.name, since: holder.since) }
      try retryingOnce { try use { try takeLock(as: (name, since), on: $0) } }
      holder = (name, since)
    }
    defer {
      inTurn {
        holder = nil
        guard let connection, connection === locked else { return }
        // The lock goes with the connection, if it cannot be given back.
        do { try Self.giveBack(on: connection) } catch { self.connection = nil }
      }
    }
    return try body()
  }

  private func retryingOnce(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let failure as PostgreSQLFailure where failure.isLost && failure.wasConnected {
      try body()
    }
  }

  private func takeLock(as holder: (name: String, since: Date), on connection: PostgreSQLConnection) throws {
    let isTaken = try connection.first("SELECT pg_try_advisory_lock(1315010164)") { $0.flag(0) } ?? false
    guard isTaken else { throw try Self.held(location, connection) }
    locked = connection
    try connection.run(
      """
      INSERT INTO holder (name, since) VALUES ($1, $2)
      ON CONFLICT (only_row) DO UPDATE SET name = excluded.name, since = excluded.since
      """, holder.name, holder.since)
  }

  private static func giveBack(on connection: PostgreSQLConnection) throws {
    try connection.run("DELETE FROM holder")
    try connection.run("SELECT pg_advisory_unlock(1315010164)")
  }

  /// Who holds the lock; it may not have written its name yet, or no longer: then nobody is named.
  static func held(_ location: String, _ connection: PostgreSQLConnection) throws -> StoreError {
    let holder = try connection.first("SELECT name, since FROM holder") { (name: $0.text(0), since: $0.date(1)) }
    return .held(location: location, by: holder?.name ?? "", since: holder?.since)
  }
}
