import Foundation

/// Whom somebody asks about: a text, and everything it may stand for.
package struct Inquiry: Equatable, Sendable {
  package let text: String
  /// As an address is compared, when it is one.
  package let email: String?
  /// When the text is a DN of two parts at least: many a word alone could be one.
  package let dn: DistinguishedName?

  package init(_ text: String) {
    self.text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    email = EmailAddress(self.text)?.key
    let name = self.text.contains("=") ? DistinguishedName(self.text) : nil
    dn = (name?.rdns.count ?? 0) > 1 ? name : nil
  }

  /// A number or an anchor may be any text.
  package var anchor: Anchor { Anchor(text) }
}
