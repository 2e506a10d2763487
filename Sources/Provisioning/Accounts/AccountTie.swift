import Foundation

/// The part of a tie that others need to know about an account.
package struct AccountTie: Equatable, Sendable {
  package let directory: String
  package let key: Digest128
  package let isSecondary: Bool
  package let isMissing: Bool

  package init(directory: String, key: Digest128, isSecondary: Bool = false, isMissing: Bool = false) {
    self.directory = directory
    self.key = key
    self.isSecondary = isSecondary
    self.isMissing = isMissing
  }
}
