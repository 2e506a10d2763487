import Foundation

/// A field that somebody corrected in the portal, and that a run leaves as it is.
package struct Drift: Equatable, Sendable, Codable {
  package let anchor: Anchor
  package let dn: String
  package let number: String?
  package let field: Field
  package let directory: FieldValue?
  package let portal: FieldValue?

  package init(
    anchor: Anchor, dn: String, number: String?, field: Field, directory: FieldValue?, portal: FieldValue?
  ) {
    self.anchor = anchor
    self.dn = dn
    self.number = number
    self.field = field
    self.directory = directory
    self.portal = portal
  }
}
