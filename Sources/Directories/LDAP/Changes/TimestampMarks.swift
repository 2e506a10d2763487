import Foundation

/// What reading by stamps keeps from one run to the next.
struct TimestampMarks {
  /// By the server's clock: what was changed from then on has not been told yet, or not for certain.
  private(set) var since: ServerStamp?
  /// The newest stamp that was seen.
  private(set) var newest: ServerStamp?

  init() {}

  /// A mark that cannot be understood is none.
  init(_ texts: [String: String]) {
    since = texts["since"].flatMap(ServerStamp.init)
    newest = texts["newest"].flatMap(ServerStamp.init)
  }

  var texts: [String: String] {
    let pairs = [("since", since), ("newest", newest)]
    return Dictionary(uniqueKeysWithValues: pairs.compactMap { name, stamp in stamp.map { (name, $0.text) } })
  }

  /// Moves on after a read, and never back.
  ///
  /// One entry with a stamp of the future would hide all others until then. So this machine's clock, too, says how far at
  /// most: where it is behind, more is read again than has to be.
  mutating func pass(_ read: StampedRead, overlap: Int, now: Date) {
    move(to: read.beginning, newest: read.newest, overlap: overlap, now: now)
  }

  mutating func move(to beginning: ServerStamp?, newest seen: ServerStamp?, overlap: Int, now: Date) {
    newest = [newest, seen].compactMap(\.self).max()
    let end = beginning.map { min($0, ServerStamp(now)).less(overlap) }
    since = [since, end].compactMap(\.self).max()
  }
}
