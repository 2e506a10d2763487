import Foundation

/// What a plan is judged against.
package struct History: Equatable, Sendable {
  /// Active accounts tied to the directory, before the run.
  package var activeManaged: Int
  /// The last whole read that was applied.
  package var lastWholeRead: WholeRead?
  /// The runs applied within the window, the settled ones among them, oldest first.
  package var applied: [AppliedRun]

  package init(activeManaged: Int = 0, lastWholeRead: WholeRead? = nil, applied: [AppliedRun] = []) {
    self.activeManaged = activeManaged
    self.lastWholeRead = lastWholeRead
    self.applied = applied
  }

  /// One applied run's figures.
  package struct AppliedRun: Equatable, Sendable {
    package let activeManaged: Int
    package let counts: Counts
    /// The limits an operator had lifted for that run; what passed them was assented to.
    package let lifted: Set<Limit.Name>

    package init(activeManaged: Int, counts: Counts, lifted: Set<Limit.Name> = []) {
      self.activeManaged = activeManaged
      self.counts = counts
      self.lifted = lifted
    }
  }
}
