import Foundation
import Provisioning

/// An address with the name of whose it is: `Portail Famille <ne-pas-repondre@valmont.example>` (RFC 5322 §3.4).
struct MailAddress: Equatable, Sendable {
  let name: String?
  let address: EmailAddress

  init?(_ text: String) {
    let isControlled = text.unicodeScalars.contains { $0.value < 0x20 || (0x7f..<0xa0).contains($0.value) }
    guard !isControlled else { return nil }
    guard let open = text.lastIndex(of: "<") else {
      guard let address = EmailAddress(text) else { return nil }
      self.address = address
      name = nil
      return
    }
    let trimmed = text.trimmingCharacters(in: .whitespaces)
    guard trimmed.hasSuffix(">"),
      let address = EmailAddress(String(text[text.index(after: open)...].prefix { $0 != ">" })),
      text[open...].filter({ $0 == ">" }).count == 1
    else { return nil }
    self.address = address
    var name = text[..<open].trimmingCharacters(in: .whitespaces)
    if name.count >= 2, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
    self.name = name.isEmpty ? nil : name
  }
}
