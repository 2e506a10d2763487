import Foundation

/// A mail that a change causes.
package struct PlannedMail: Equatable, Sendable {
  package let kind: Mail.Kind
  package let to: String

  package init(kind: Mail.Kind, to: String) {
    self.kind = kind
    self.to = to
  }
}
