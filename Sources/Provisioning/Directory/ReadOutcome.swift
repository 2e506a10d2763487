import Foundation

/// How a read that succeeded went.
package struct ReadOutcome: Equatable, Sendable {
  /// What the entries of a read stand for.
  package enum Coverage: String, Equatable, Sendable, Codable {
    /// Every entry of every base: what was not seen is absent.
    case everything
    /// Only those a selection let through: nothing is absent.
    case selection
    /// Only what changed: absent is what was looked for by itself and not found.
    case changes
    /// What changed, and of every other entry that it is there: what was not seen is absent.
    case presence

    /// Whether the read tells of every entry that it is there.
    package var isWhole: Bool { self == .everything || self == .presence }
  }

  /// The entries one base returned.
  package struct Base: Equatable, Sendable, Codable {
    package let dn: String
    package let entries: Int

    package init(dn: String, entries: Int) {
      self.dn = dn
      self.entries = entries
    }
  }

  /// What the server had told of as changed, when a whole read is held against it.
  package struct Announced: Equatable, Sendable {
    /// Hashes of the DNs of entries.
    package var entries: Set<UInt64> = []
    /// Nil where the way does not name what is gone.
    package var removed: Set<SyncID>?

    package init(removed: Set<SyncID>? = nil) { self.removed = removed }

    package mutating func take(_ event: DirectoryEvent) {
      switch event {
      case .entry(let entry): entries.insert(Tie.hash(dn: entry.dn))
      case .removed(let id): removed?.insert(id)
      case .began, .present, .seen: break
      }
    }
  }

  package let coverage: Coverage
  /// The way the entries were read, as reports name it: `full`, `ldif` or a `ChangeWay`.
  package let method: String
  /// Entries that were looked at, and those of which only the presence was told.
  package let bases: [Base]
  /// Why it was read that way; nil where there was no choice.
  package var cause: ReadCause?
  /// How the next read may find what changed.
  package var next: ChangeWay?
  /// Differences a whole read found that the server had not told of.
  package var missed: Int?
  /// Servers that were gone in the middle, after which the read was begun again on another; nil when there was none.
  package var left: [DirectoryError.Attempt]?
  /// Where the next read may go on from; kept with what was read, and not told of.
  package var cursor: ReadCursor?
  /// Set by a whole read that verifies what the server told of.
  package var announced: Announced?

  package var entries: Int { bases.reduce(0) { $0 + $1.entries } }

  package init(
    coverage: Coverage, method: String, bases: [Base], cause: ReadCause? = nil, cursor: ReadCursor? = nil,
    announced: Announced? = nil
  ) {
    self.coverage = coverage
    self.method = method
    self.bases = bases
    self.cause = cause
    self.cursor = cursor
    self.announced = announced
    next = cursor?.way
  }
}

extension ReadOutcome: Codable {
  private enum CodingKeys: CodingKey { case coverage, method, bases, cause, next, missed, left }
}

/// Why a read covered what it covered.
package enum ReadCause: Equatable, Sendable, Codable {
  /// The settings say `full`, or the operator did.
  case asked
  /// There is nothing to go on from.
  case first
  /// Server, base, filter or mapping are others than before.
  case scopeChanged
  /// `fullEvery` has passed.
  case due
  /// The server does not go on from where the last read ended.
  case cursorRefused
  /// So much had changed that reading everything was less.
  case manyChanges
  /// People, or values, would be gone that were there, and those who should still be there are not.
  case unlikely
  /// The server offers no way to read changes.
  case notOffered
  /// The server offers a way, but not to this account or not to this extent.
  case notAllowed(ChangeWay, LDAPResult)
  /// Places for entries were made, renamed or moved, and what is in them is told by nobody.
  case branchesChanged
  /// The server's list of changes does not say which entries changed, so that it tells of none.
  case changesUnnamed
  /// So many entries do not show this account when they were changed last.
  case stampsHidden(String, entries: Int)
  /// So many entries do not show this account the attribute that counts changes; nil when it finds nobody by it.
  case counterHidden(String, entries: Int?)
  /// It goes on from the last read.
  case resumed

  /// The stable name reports use.
  package var code: String {
    switch self {
    case .asked: "asked"
    case .first: "first-read"
    case .scopeChanged: "scope-changed"
    case .due: "full-every"
    case .cursorRefused: "cursor-refused"
    case .manyChanges: "many-changes"
    case .unlikely: "unlikely"
    case .notOffered: "not-offered"
    case .notAllowed: "not-allowed"
    case .branchesChanged: "branches-changed"
    case .changesUnnamed: "changes-unnamed"
    case .stampsHidden: "stamps-hidden"
    case .counterHidden: "counter-hidden"
    case .resumed: "resumed"
    }
  }
}
