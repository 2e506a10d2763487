import Foundation

/// Which attribute identifies an entry for good, and how its bytes are read.
package struct AnchorRule: Equatable, Sendable {
  package let attribute: String
  package let form: Anchor.Form
  /// How a sync id is spelled as an anchor; nil where the anchor is an attribute of its own.
  let spelling: SyncID.Spelling?

  package init(attribute: String, form: Anchor.Form = .text) {
    self.attribute = attribute
    self.form = form
    spelling =
      switch (form, attribute.lowercased()) {
      case (.guid, _): .guid
      case (.text, "entryuuid"): .uuid
      case (.text, "nsuniqueid"): .words
      case (.text, _): nil
      }
  }
}
