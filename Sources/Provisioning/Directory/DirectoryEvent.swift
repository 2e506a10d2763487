import Foundation

/// What a read tells, one after the other.
package enum DirectoryEvent: Sendable {
  /// The read begins, or begins anew: whatever was told before is void. Without this first, everything is read.
  case began(ReadOutcome.Coverage)
  /// An entry with its values.
  case entry(DirectoryEntry)
  /// The server says that the entry is there as it was.
  case present(SyncID)
  /// An entry that is there; of its values only the anchor was asked for.
  case seen(DirectoryEntry)
  /// The server says that the entry is no longer among those asked for.
  case removed(SyncID)
}
