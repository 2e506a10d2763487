import Foundation

/// Where the bells of several directories ring, each from a thread of its own, and one waits for them.
///
/// Checked by hand: the stored property that changes is reached under the lock alone.
package final class BellBoard: @unchecked Sendable {
  private let lock = NSLock()
  private var isRinging = false

  package init() {}

  package var hasRung: Bool { lock.withLock { isRinging } }

  package func ring() { lock.withLock { isRinging = true } }

  /// What rang before is answered by the run that begins now.
  package func answer() { lock.withLock { isRinging = false } }
}
