import Foundation

/// What can be done about the tie of an account that was named by its number.
package enum NumberVerdict: Hashable, Sendable, CaseIterable {
  /// Exactly one entry without a tie meets it, and its own entry is gone.
  case tieable
  /// Several entries meet it, or its entry meets several accounts.
  case ambiguous
  /// Its own entry is there.
  case alreadyTied
  /// It was held for a decision, but no entry meets it any more.
  case vanished
  /// No entry without a tie meets it.
  case noProposal
  /// Nobody has this number.
  case unknown

  /// Of several directories the one that says most.
  package static func most(of verdicts: [NumberVerdict]) -> NumberVerdict {
    allCases.first(where: verdicts.contains) ?? .noProposal
  }
}
