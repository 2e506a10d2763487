/// Finds single entries, whatever the filters of settings and mapping say; for `navette explain`.
package protocol EntryFinder {
  /// Searches one after the other, on one connection; an entry that is not there is no error.
  func find(_ aims: [EntryAim], attributes: AttributeSet) throws(DirectoryError) -> [EntrySearch]

  /// The searches `find` leads to, as commands a person can paste; empty for a file.
  func commands(for aim: EntryAim, attributes: AttributeSet) -> [String]

  /// Whether a read of this directory looks where an entry of this name stands.
  func looks(at dn: String) -> Bool
}

/// By what an entry is looked for.
package enum EntryAim: Equatable, Sendable {
  /// The entry of this DN, wherever it stands.
  case named(String)
  /// Entries below the bases.
  case matching(Filter)
}

/// One search, and what it found.
package struct EntrySearch: Equatable, Sendable {
  package let aim: EntryAim
  package let entries: [DirectoryEntry]
  package let commands: [String]

  package init(_ aim: EntryAim, entries: [DirectoryEntry], commands: [String]) {
    self.aim = aim
    self.entries = entries
    self.commands = commands
  }
}
