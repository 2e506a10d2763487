import Foundation

/// How far a run is, for a person who watches.
package enum RunProgress: Equatable, Sendable {
  case reading(entries: Int)
  case applying(done: Int, of: Int)
  case delivering(sent: Int, of: Int)
  /// A store is copied: how much of a table.
  case copying(rows: Int)
  /// Nothing runs; whatever changes in these directories is waited for.
  case watching([String])
}
