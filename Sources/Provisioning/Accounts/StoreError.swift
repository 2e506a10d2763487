import Foundation

/// Why the store could not be read or written. Facts only; `Presentation/Wording` makes the sentences.
package enum StoreError: Error, Equatable, Sendable, Codable {
  /// The store cannot be opened.
  case unreachable(location: String, detail: String)
  /// Another run holds the store.
  case held(location: String, by: String, since: Date?)
  /// The store's schema is newer than this program knows.
  case newerSchema(location: String, found: Int, known: Int)
  /// The store's schema is older, and this command may not write.
  case olderSchema(location: String, found: Int, known: Int)
  /// Somebody else wrote for longer than we wait, in seconds.
  case busy(location: String, seconds: Int)
  /// No space, or no right to write.
  case notWritable(location: String, detail: String)
  /// The file is not a store, or is damaged.
  case damaged(location: String, detail: String)
  /// The server of the store is in no state to do it.
  case server(location: String, StoreServerTrouble, detail: String)
  /// There is no schema of ours in the database yet, and this user may not make it.
  case noSchema(location: String)
  /// All of it was copied to another store, which is the one in use since.
  case sealed(location: String, movedTo: String, at: Date)
  /// Anything else the engine said.
  case failed(location: String, detail: String)
  /// The operator stopped the run.
  case interrupted
}

extension StoreError {
  /// It may be over in a while without anybody's doing: a server that is away, or busy.
  package var isPassing: Bool {
    switch self {
    case .unreachable, .busy, .server: true
    default: false
    }
  }
}
