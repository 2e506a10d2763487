import Foundation

/// A plan as rows, made one at a time while they are written.
package struct Batch: Sendable {
  /// The journal line of the run, written in the same transaction.
  package let run: RunRecord
  /// Accounts whose numbers are cleared before any is set, so that swaps and cycles never collide, each with the
  /// revision it must have.
  package let clearedNumbers: [AccountID]
  /// Ties to mark as missing since a moment, or no longer missing.
  package let marks: [Mark]
  /// The problems and proposals open after this run; they replace those of the same scope.
  package let open: OpenMatters
  package let scope: OpenScope
  /// Present after a whole read.
  package let wholeRead: WholeRead?
  /// What becomes of the place from which reading changes goes on.
  package let cursor: CursorWrite
  /// About how many rows there will be, by which a store divides its work; 0 when nobody counted them.
  package let rowCount: Int
  /// Calls its argument with every row, in order. `firstNewAccount` is the id for the first new account; the next
  /// ones count on from it.
  package let forEachRow: @Sendable (_ firstNewAccount: Int64, _ body: (BatchRow) throws -> Void) throws -> Void

  package struct Mark: Equatable, Sendable {
    package let tie: Digest128
    package let missingSince: Date?

    package init(tie: Digest128, missingSince: Date?) {
      self.tie = tie
      self.missingSince = missingSince
    }
  }

  package enum CursorWrite: Equatable, Sendable {
    case keep
    /// Nil when changes cannot be read from here.
    case set(ReadCursor?)
  }

  /// Which open matters a read can speak of.
  package enum OpenScope: Equatable, Sendable {
    /// All of the directory's.
    case everything
    /// Those of the anchors that were read.
    case anchors(Set<String>)
  }

  package init(
    run: RunRecord, clearedNumbers: [AccountID] = [], marks: [Mark] = [], open: OpenMatters = OpenMatters(),
    scope: OpenScope = .everything, wholeRead: WholeRead? = nil, cursor: CursorWrite = .keep, rowCount: Int = 0,
    forEachRow: @escaping @Sendable (Int64, (BatchRow) throws -> Void) throws -> Void
  ) {
    self.run = run
    self.clearedNumbers = clearedNumbers
    self.marks = marks
    self.open = open
    self.scope = scope
    self.wholeRead = wholeRead
    self.cursor = cursor
    self.rowCount = rowCount
    self.forEachRow = forEachRow
  }
}
