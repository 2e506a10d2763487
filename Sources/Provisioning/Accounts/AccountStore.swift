import Foundation

/// Where accounts are kept. A store writes rows; it never learns why.
package protocol AccountStore: AccountReading {
  /// Writes one directory's plan in one transaction, or nothing.
  ///
  /// A row rests on the revision it names. When any of them is another by now, nothing is written and the
  /// accounts concerned come back, to be planned again.
  func commit(_ batch: Batch) throws(StoreError) -> CommitResult

  /// Writes a run's line in the journal and nothing else: for a run that was refused or failed.
  func record(_ run: RunRecord) throws(StoreError)

  /// Runs `body` as the only run of this store.
  ///
  /// - Throws: `StoreError.held` when another process holds the store. A killed process holds nothing.
  func exclusively<Result>(as holder: Actor, at now: Date, _ body: () throws -> Result) throws -> Result
}

/// What became of a batch.
package enum CommitResult: Equatable, Sendable {
  case committed(Receipt)
  /// Accounts that somebody changed since the plan was made; nothing was written.
  case stale(Set<AccountID>)
}

/// What a commit wrote.
package struct Receipt: Equatable, Sendable {
  package let mailsQueued: Int
  /// The numbers the store gave to new accounts, by anchor; empty when the mapping gives numbers.
  package let numbers: [Anchor: String]

  package init(mailsQueued: Int, numbers: [Anchor: String] = [:]) {
    self.mailsQueued = mailsQueued
    self.numbers = numbers
  }
}
