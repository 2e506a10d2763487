import Foundation

/// An e-mail address: spelled for sending, compared without case.
///
/// Syntax is the `Mailbox` of RFC 5321 §4.1.2 without quoted local parts and address literals, which no relay of a
/// town hall accepts, and within the lengths of §4.5.3.1; local parts may hold UTF-8 only where SMTPUTF8 is spoken,
/// so they may not here.
package struct EmailAddress: Equatable, Sendable {
  /// Trimmed, the domain in lower case, the local part as it was spelled.
  package let spelling: String
  /// What two spellings of one address have in common.
  package let key: String

  /// Nil when the text is not an address a mail can be sent to.
  package init?(_ text: String) {
    let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard trimmed.utf8.count <= 254, let at = trimmed.lastIndex(of: "@") else { return nil }
    let local = trimmed[..<at]
    let domain = trimmed[trimmed.index(after: at)...].lowercased()
    guard Self.isLocalPart(local.utf8), Self.isDomain(domain) else { return nil }
    spelling = local + "@" + domain
    key = spelling.lowercased()
  }

  /// The comparison key of an address, or of any text that stands where one should.
  package static func key(_ text: String) -> String {
    EmailAddress(text)?.key ?? text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  private static func isLocalPart(_ bytes: Substring.UTF8View) -> Bool {
    guard !bytes.isEmpty, bytes.count <= 64 else { return false }
    var previousIsDot = true  // no dot at the start
    for byte in bytes {
      let isDot = byte == UInt8(ascii: ".")
      guard isDot ? !previousIsDot : isAtomText(byte) else { return false }
      previousIsDot = isDot
    }
    return !previousIsDot
  }

  /// `atext` of RFC 5322 §3.2.3.
  private static func isAtomText(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
  }

  private static func isDomain(_ domain: String) -> Bool {
    let labels = domain.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard labels.count >= 2, domain.utf8.count <= 253 else { return false }
    let hyphen = UInt8(ascii: "-")
    for label in labels {
      guard !label.isEmpty, label.count <= 63, label.first != hyphen, label.last != hyphen,
        label.allSatisfy({ isLetterOrDigit($0) || $0 == hyphen })
      else { return false }
    }
    return labels.last?.allSatisfy { $0 >= 48 && $0 <= 57 } == false
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
  }
}
