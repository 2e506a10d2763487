import Foundation

/// An entry that has to be looked at, mapped; one object, however many drafts and lists speak of it.
final class Touched: Sendable {
  let key: Digest128
  let isTied: Bool
  let entry: MappedEntry

  init(key: Digest128, isTied: Bool, entry: MappedEntry) {
    self.key = key
    self.isTied = isTied
    self.entry = entry
  }
}
