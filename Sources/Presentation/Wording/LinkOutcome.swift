import Provisioning

/// What links on demand came to.
package enum LinkOutcome: Hashable, Sendable {
  case queued(Int)
  /// Nothing was queued because of those who were refused by name.
  case somebodyRefused
  /// More than one command may queue.
  case tooMany(found: Int, allowed: Int)
}
