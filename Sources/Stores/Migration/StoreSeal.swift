import Foundation
import Provisioning

// Once all of a store was copied to another place, a mark in it keeps everybody away: what waits there would leave twice.

extension SQLiteStore {
  /// What is said to whoever opens it after it was left; nil when it is in use.
  func seal() throws(StoreError) -> StoreError? {
    try read { db in
      try Prepared("SELECT moved_to, at FROM seal", on: db).first {
        StoreError.sealed(location: location, movedTo: $0.text(0), at: $0.date(1) ?? .distantPast)
      }
    }
  }
}

extension PostgreSQLStore {
  /// The same.
  func seal() throws(StoreError) -> StoreError? {
    do {
      return try session.use { try Self.seal(session.location, $0) }
    } catch {
      throw StoreError(error, in: session)
    }
  }

  static func seal(_ location: String, _ connection: PostgreSQLConnection) throws -> StoreError? {
    try connection.first("SELECT moved_to, at FROM seal") {
      .sealed(location: location, movedTo: $0.text(0), at: $0.date(1) ?? .distantPast)
    }
  }
}

extension StoreKind {
  /// Takes the mark out of a store that was left; returns whether there was one.
  package func unseal() throws(StoreError) -> Bool {
    switch self {
    case .sqlite(let path, let permissions):
      let store = try SQLiteStore(path: path, access: .readWrite, permissions: permissions, opensSealed: true)
      return try store.write { try Prepared("DELETE FROM seal", on: $0).run() > 0 }
    case .postgresql(let settings):
      let store = try PostgreSQLStore(settings, access: .readWrite, opensSealed: true)
      return try store.write { try $0.run("DELETE FROM seal") > 0 }
    }
  }
}
