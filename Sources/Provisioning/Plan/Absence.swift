import Foundation

/// A tie whose entry is missing while its grace lasts.
package struct Absence: Equatable, Sendable, Codable {
  package let anchor: Anchor
  package let dn: String
  package let number: String?
  package let name: String
  package let since: Date
  /// When the account will be deactivated unless the entry is seen again.
  package let due: Date

  package init(anchor: Anchor, dn: String, number: String?, name: String, since: Date, due: Date) {
    self.anchor = anchor
    self.dn = dn
    self.number = number
    self.name = name
    self.since = since
    self.due = due
  }
}
