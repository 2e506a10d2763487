import Foundation
import Provisioning

/// Tries a store's database: can it be reached, is there a store in it or may one be made, which schema; who holds it.
struct PostgreSQLTrial {
  private let session: PostgreSQLSession

  init(_ settings: PostgreSQLSettings) { session = PostgreSQLSession(settings, access: .readOnly, patience: 2) }

  var facts: [Finding.Fact] {
    do {
      return try session.use { connection in [try store(connection), try lock(connection)] }
    } catch {
      return [.storeFailed(StoreError(error, in: session))]
    }
  }

  private func store(_ connection: PostgreSQLConnection) throws -> Finding.Fact {
    let location = session.location
    let version = try PostgreSQLSchema.version(connection, location: location)
    guard version > 0 else {
      let mayCreate = try connection.first("SELECT has_database_privilege(current_database(), 'CREATE')") { $0.flag(0) }
      guard mayCreate == true else {
        return .storeFailed(.notWritable(location: location, detail: "no right to make a schema in this database"))
      }
      return .storeToBeMade(location: location)
    }
    guard version == PostgreSQLSchema.version else {
      return .store(location: location, schema: version, accounts: nil, isOld: true)
    }
    if try connection.first("SELECT pg_is_in_recovery()", read: { $0.flag(0) }) == true {
      return .storeFailed(.server(location: location, .readOnly, detail: "a standby"))
    }
    if let seal = try PostgreSQLStore.seal(location, connection) { return .storeFailed(seal) }
    let accounts = try connection.first("SELECT count(*) FROM account") { Int($0.integer(0)) }
    return .store(location: location, schema: version, accounts: accounts, isOld: false)
  }

  /// The lock is asked for, shared and for an instant: nothing else tells a holder from what a killed one left.
  private func lock(_ connection: PostgreSQLConnection) throws -> Finding.Fact {
    let isFree = try connection.first("SELECT pg_try_advisory_lock_shared(1315010164)") { $0.flag(0) } ?? false
    if isFree {
      try connection.run("SELECT pg_advisory_unlock_shared(1315010164)")
      return .lockFree
    }
    guard case .held(_, let holder, let since) = try PostgreSQLSession.held(session.location, connection) else {
      return .lockFree
    }
    return .lockHeld(by: holder, since: since)
  }
}
