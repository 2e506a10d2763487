import Foundation

/// Whether an account may be used, and if not, who said so.
package enum AccountStatus: Hashable, Sendable {
  case active
  case inactive(InactiveReason)

  package var isActive: Bool { self == .active }
}

/// Why an account is inactive. A run reactivates only what a run deactivated.
package enum InactiveReason: String, Hashable, Sendable, CaseIterable {
  /// A run: missing from the directory for longer than the grace period.
  case absent
  /// A run: the mapping's `active` filter says so.
  case directory
  /// A run: the mapping's `activeUntil` has passed.
  case expired
  /// An agent, or the portal itself.
  case suspended

  package var isByRun: Bool { self != .suspended }
}
