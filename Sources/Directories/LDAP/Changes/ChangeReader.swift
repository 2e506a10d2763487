import Provisioning

/// One way to read only what changed.
protocol ChangeReader {
  var way: ChangeWay { get }
  /// The attribute that has the identifier by which this way speaks of entries; nil when it speaks of none.
  var syncIDAttribute: String? { get }
  /// Whether it finds out by itself when a place for entries is renamed or moved.
  var seesBranches: Bool { get }

  /// Reads every entry, and says where reading changes may go on from.
  func everything(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead

  /// Reads what changed since.
  func changes(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead

  /// Tells of every entry that it is there, once the changes were told, where the way does not name what is gone.
  ///
  /// - Returns: nil when it does, or when it is not yet time to.
  func presence(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead?
}

extension ChangeReader {
  var seesBranches: Bool { false }

  func presence(
    since marks: [String: String], on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) -> ChangeRead? { nil }
}

/// What one way made of a read.
struct ChangeRead {
  var coverage: ReadOutcome.Coverage
  var bases: [ReadOutcome.Base]
  /// Where it ended, for the way itself.
  var marks: [String: String]
  /// Why there is nothing to go on from, after all.
  var obstacle: ReadCause?

  /// From so many changed entries on, reading everything costs no more and needs no memory.
  static let mostChanges = 20_000
  /// An entry that is looked for by itself costs some seven times as much as one that is read with all others.
  static let mostLookUps = 5_000
}

/// Why a way did not lead to an end.
enum ChangeFailure: Error {
  /// Reading everything, or in another way, may do.
  case refused(ReadCause)
  case failed(DirectoryError)
}
