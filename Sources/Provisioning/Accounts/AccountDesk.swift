import Foundation

/// What people ask of the accounts, outside any run: a command, an agent's page.
package protocol AccountDesk: Sendable {
  /// The accounts that have these numbers; a number nobody has is simply not there.
  func accounts(numbered numbers: [String], at now: Date) throws(StoreError) -> [Account]

  /// Every active account that has no password yet, managed or not, with or without an address, by id.
  func accountsWithoutPassword(at now: Date) throws(StoreError) -> [Account]

  /// Writes rows in one transaction, or nothing, as `AccountStore.commit` does, but in nobody's run.
  func write(_ rows: some Sequence<BatchRow>, by actor: Actor, at now: Date) throws(StoreError) -> CommitResult

  /// The keys that open tokens were made with, by id.
  func keyUses(at now: Date) throws(StoreError) -> [KeyUse]

  /// Brings in accounts that are tied to nothing, all of them or none.
  func bringIn(_ accounts: [NewAccount], by actor: Actor, at now: Date) throws(StoreError) -> BringInResult
}

/// An account of a portal that already lives.
package struct NewAccount: Equatable, Sendable {
  /// Without a number, the store gives one.
  package let responsable: Responsable
  package let hasPassword: Bool

  package init(_ responsable: Responsable, hasPassword: Bool) {
    self.responsable = responsable
    self.hasPassword = hasPassword
  }
}

/// What became of accounts that were to be brought in.
package enum BringInResult: Equatable, Sendable {
  /// How many were written.
  case written(Int)
  /// Numbers that accounts have already, or that stand twice in the list; nothing was written.
  case taken(Set<String>)
}
