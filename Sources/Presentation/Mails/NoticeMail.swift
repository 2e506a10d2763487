import Provisioning

/// The mail that tells an address of a change: it never carries a link, and never the other address in full.
struct NoticeMail {
  private let otherAddress: String?

  init(_ mail: Mail) {
    otherAddress = mail.otherAddress.flatMap(EmailAddress.init).map(Self.masked)
  }

  func add(to facts: inout MailFacts) { facts.otherAddress = otherAddress }

  /// `ada@valmont.example` as `a•••@valmont.example`: enough to know one's own address by, whatever its length.
  static func masked(_ address: EmailAddress) -> String {
    let spelling = address.spelling
    guard let at = spelling.lastIndex(of: "@") else { return "•••" }
    // A local part of one letter would be shown whole.
    let first = spelling.distance(from: spelling.startIndex, to: at) > 1 ? String(spelling.prefix(1)) : ""
    return first + "•••" + spelling[at...]
  }
}
