import Provisioning

/// A name and an address (RFC 5322 §3.4).
package struct Mailbox: Equatable, Sendable {
  package let name: String
  package let address: EmailAddress

  package init(name: String, address: EmailAddress) {
    self.name = PlainText(name).text
    self.address = address
  }

  /// Reads `Name <address>`, `"Name" <address>` or an address alone; nil when there is no address in it.
  package init?(_ text: String) {
    guard let open = text.lastIndex(of: "<") else {
      guard let address = EmailAddress(text) else { return nil }
      self.init(name: "", address: address)
      return
    }
    let end = text.lastIndex { !$0.isWhitespace } ?? open
    guard text[end] == ">", open < end, let address = EmailAddress(String(text[text.index(after: open)..<end]))
    else { return nil }
    var name = text[..<open].drop { $0.isWhitespace }
    while name.last?.isWhitespace == true { name.removeLast() }
    self.init(name: Self.unquoted(name), address: address)
  }

  /// A quoted string without its quotes (RFC 5322 §3.2.4).
  private static func unquoted(_ name: Substring) -> String {
    guard name.count >= 2, name.first == "\"", name.last == "\"" else { return String(name) }
    var text = ""
    var isEscaped = false
    for character in name.dropFirst().dropLast() {
      if character == "\\", !isEscaped {
        isEscaped = true
      } else {
        text.append(character)
        isEscaped = false
      }
    }
    return text
  }
}
