import Foundation

extension Batch {
  /// The rows of a plan of new ties. Nothing is left of where reading changes went on from: the next run reads everything.
  ///
  /// - Parameter beforeRow: called before each row with the number of rows so far; throws to give the batch up.
  init(
    relinking plan: Plan, run: RunRecord, wholeRead: WholeRead?, beforeRow: @escaping @Sendable (Int) throws -> Void
  ) {
    self.init(
      run: run, marks: plan.marks, open: plan.open, scope: .everything, wholeRead: wholeRead, cursor: .set(nil),
      rowCount: plan.changes.count
    ) { _, body in
      // Where anchors are swapped, every tie has left its place before another takes it.
      let taken = Set(plan.changes.map(\.anchor.key))
      let isTaken = { (change: Change) in change.replacedTie.map(taken.contains) ?? false }
      for change in plan.changes where isTaken(change) {
        guard let id = change.account else { continue }
        try body(BatchRow(id: id, account: .keep(revision: change.revision), removesTie: change.replacedTie))
      }
      for (index, change) in plan.changes.enumerated() {
        guard let id = change.account else { continue }
        try beforeRow(index)
        try body(
          BatchRow(
            id: id, account: .keep(revision: change.revision), tie: change.tie,
            removesTie: isTaken(change) ? nil : change.replacedTie, journal: JournalRow(change)))
      }
    }
  }
}
