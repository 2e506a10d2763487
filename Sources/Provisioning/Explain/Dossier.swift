import Foundation

/// All there is to say of whom somebody asked about.
package struct Dossier: Equatable, Sendable {
  package let inquiry: Inquiry
  package let people: [AccountRecord]
  package let directories: [DirectoryDossier]
  /// The nearest, when nobody was found.
  package let candidates: [Candidate]

  package init(
    inquiry: Inquiry, people: [AccountRecord], directories: [DirectoryDossier], candidates: [Candidate]
  ) {
    self.inquiry = inquiry
    self.people = people
    self.directories = directories
    self.candidates = candidates
  }

  package var isFound: Bool { !people.isEmpty || directories.contains { !$0.entries.isEmpty } }
}

/// What one directory says, and what its next run would do.
package struct DirectoryDossier: Equatable, Sendable {
  package let name: String
  /// Why the directory could not be asked.
  package let failure: DirectoryError?
  package let searches: [EntrySearch]
  package let entries: [EntryStory]
  /// What would be done about the entries that a run reads; nil when none of them is.
  package let outlook: Plan?
  /// What would be done about ties without an entry, each with the tie it is about.
  package let absences: [AbsentTie]
  /// The last run of the directory, if it was refused.
  package let refused: RefusedRun?

  /// A tie whose entry a run would not meet.
  package struct AbsentTie: Equatable, Sendable {
    package let tie: Tie
    package let outlook: Plan

    package init(tie: Tie, outlook: Plan) {
      self.tie = tie
      self.outlook = outlook
    }
  }

  /// All that a run would plan about whom was asked for.
  package var plans: [Plan] { [outlook].compactMap(\.self) + absences.map(\.outlook) }

  package init(
    name: String, failure: DirectoryError? = nil, searches: [EntrySearch] = [], entries: [EntryStory] = [],
    outlook: Plan? = nil, absences: [AbsentTie] = [], refused: RefusedRun? = nil
  ) {
    self.name = name
    self.failure = failure
    self.searches = searches
    self.entries = entries
    self.outlook = outlook
    self.absences = absences
    self.refused = refused
  }
}

/// One entry, and what the settings and the mapping make of it.
package struct EntryStory: Equatable, Sendable {
  package let entry: DirectoryEntry
  package let anchor: Anchor?
  /// It stands where a run looks.
  package let isWithinBases: Bool
  /// The parts of both filters that leave it out.
  package let filterCulprits: [Filter]
  package let rules: [RuleStory]
  /// The parts of `active` that make its account inactive.
  package let activeCulprits: [Filter]
  /// When its account ends or ended, by `activeUntil`; nil without an end.
  package let activeUntil: Date?
  /// That moment has passed.
  package let isOver: Bool

  package init(
    entry: DirectoryEntry, anchor: Anchor?, isWithinBases: Bool, filterCulprits: [Filter], rules: [RuleStory],
    activeCulprits: [Filter], activeUntil: Date? = nil, isOver: Bool = false
  ) {
    self.entry = entry
    self.anchor = anchor
    self.isWithinBases = isWithinBases
    self.filterCulprits = filterCulprits
    self.rules = rules
    self.activeCulprits = activeCulprits
    self.activeUntil = activeUntil
    self.isOver = isOver
  }

  /// A run reads it.
  package var isRead: Bool { isWithinBases && filterCulprits.isEmpty }
}
