import Foundation

/// What a run would do to one directory's accounts, and what it cannot do.
package struct Plan: Equatable, Sendable {
  package let directory: String
  package let read: ReadOutcome
  /// In the order of their numbers, then anchors, whatever the order of the entries.
  package var changes: [Change] = []
  /// Every problem and proposal that is open.
  package var open = OpenMatters()
  package var drifts: [Drift] = []
  package var absences: [Absence] = []
  package var counts = Counts()
  /// Active accounts that another directory gave until now: limits are of these as well.
  package var takenOver = 0
  /// By what the person of an entry that was created anew was found, by its anchor.
  package var rules: [String: TieRule] = [:]

  // Bookkeeping: written beside the changes; a plan without changes is settled all the same.
  /// Ties to write although nothing of the account changes, each with the revision it rests on.
  package var refreshedTies: [RefreshedTie] = []
  package var marks: [Batch.Mark] = []
  /// Set when the read covered everything.
  package var wholeRead: WholeRead?
  /// How many entries each base has, when the read told of all of them.
  package var bases: [WholeRead.Base] = []
  package var openScope: Batch.OpenScope = .everything
  /// There were ties, there are entries, and not one anchor is known.
  package var hasOnlyNewAnchors = false

  package init(directory: String, read: ReadOutcome) {
    self.directory = directory
    self.read = read
  }

  package var isSettled: Bool { changes.isEmpty }

  package struct RefreshedTie: Equatable, Sendable {
    package let tie: Tie
    package let revision: Int64
  }
}
