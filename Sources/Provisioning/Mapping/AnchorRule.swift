import Foundation

/// Which attribute identifies an entry for good, and how its bytes are read.
package struct AnchorRule: Equatable, Sendable {
  package let attribute: String
  package let form: Anchor.Form

  package init(attribute: String, form: Anchor.Form = .text) {
    self.attribute = attribute
    self.form = form
  }
}
