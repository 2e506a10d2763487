import Foundation

/// The part of a tie that others need to know about an account.
package struct AccountTie: Equatable, Sendable {
  package let directory: String
  package let key: Digest128
  package let isSecondary: Bool
  /// Since when its entry is missing; nil while it is there.
  package let missingSince: Date?
  /// What that directory gave last; known of people whom another directory than the one of the plan knows.
  package var agreed: Responsable?

  /// The directory lost the person, and another gives them.
  package var isReleased: Bool { isSecondary && isMissing }

  package var isMissing: Bool { missingSince != nil }

  package init(directory: String, key: Digest128, isSecondary: Bool = false, missingSince: Date? = nil) {
    self.directory = directory
    self.key = key
    self.isSecondary = isSecondary
    self.missingSince = missingSince
  }
}
