import Foundation

/// One field before and after.
package struct FieldChange: Equatable, Sendable {
  package let field: Field
  package let from: FieldValue?
  package let to: FieldValue?

  package init(_ field: Field, from: FieldValue?, to: FieldValue?) {
    self.field = field
    self.from = from
    self.to = to
  }
}
