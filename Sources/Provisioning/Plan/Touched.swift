import Foundation

/// An entry that has to be looked at, mapped; one object, however many drafts and lists speak of it.
final class Touched: Sendable {
  let key: Digest128
  let isTied: Bool
  let entry: MappedEntry
  /// The sync id to keep with the tie.
  let syncID: SyncID?
  /// The entry is another than it was when last agreed; not only looked at again.
  let differs: Bool

  init(key: Digest128, isTied: Bool, entry: MappedEntry, syncID: SyncID?, differs: Bool) {
    self.key = key
    self.isTied = isTied
    self.entry = entry
    self.syncID = syncID
    self.differs = differs
  }
}
