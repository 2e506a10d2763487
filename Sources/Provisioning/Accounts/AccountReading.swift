import Foundation

/// What a plan is made from: nothing of it writes.
package protocol AccountReading: Sendable {
  /// Every tie of a directory, in the small form that a read is compared with.
  func ties(of directory: String) throws(StoreError) -> TieIndex

  /// The ties of a directory that have one of these keys.
  func ties(of directory: String, keys: Set<Digest128>) throws(StoreError) -> TieIndex

  /// The anchors of a directory's ties whose entries were there when last looked at, but for those with one of these keys.
  ///
  /// - Parameter limit: how many at most; in no order that means anything.
  func presentTies(of directory: String, besides keys: Set<Digest128>, limit: Int) throws(StoreError) -> [Anchor]

  /// The anchors of a directory's ties that have to be looked at although nothing was heard of their entries: nothing is
  /// recorded as agreed, its time is over, somebody edited the account, a proposal is open about the account, or the tie is
  /// secondary and none of `directories` gives the person first.
  ///
  /// Of those whose entries are missing they are few: the account is active, or another of `directories` has the person
  /// and waits to be the one that gives them. Who left years ago is looked at when the entry is seen again.
  ///
  /// - Parameter directories: those there are by the settings; nil when all count.
  func dueTies(of directory: String, among directories: Set<String>?, at now: Date) throws(StoreError) -> [Anchor]

  /// The anchors of the ties that keep one of these sync ids.
  func anchors(of ids: Set<SyncID>, in directory: String) throws(StoreError) -> [SyncID: Anchor]

  /// Where reading what changed goes on from; nil when there is nothing to go on from.
  func cursor(of directory: String) throws(StoreError) -> ReadCursor?

  /// The rows that the keys of touched entries meet, managed or not.
  ///
  /// - Parameter now: decides which tokens are still open.
  func matches(_ keys: MatchKeys, in directory: String, at now: Date) throws(StoreError) -> Matches

  /// What the guard compares a plan with: figures of the applied runs since a moment, and of the last whole read.
  func history(of directory: String, since: Date) throws(StoreError) -> History

  /// The problems and proposals that are open in a directory.
  func openMatters(of directory: String) throws(StoreError) -> OpenMatters

  /// Those of `fields` for which somebody tied to the directory holds a value that it gave.
  func heldFields(among fields: [Field], in directory: String) throws(StoreError) -> Set<Field>
}
