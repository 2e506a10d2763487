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
    let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
    var trimmed = isPlain ? text : text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard let (spelling, key) = trimmed.withUTF8({ Self.read(Self.trim($0)) }) else { return nil }
    self.spelling = spelling
    self.key = key
  }

  /// The comparison key of an address, or of any text that stands where one should.
  package static func key(_ text: String) -> String {
    EmailAddress(text)?.key ?? text.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
  }

  private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

  private static func trim(_ bytes: UnsafeBufferPointer<UInt8>) -> Bytes {
    var rest = bytes[...]
    while let first = rest.first, isSpace(first) { rest = rest.dropFirst() }
    while let last = rest.last, isSpace(last) { rest = rest.dropLast() }
    return rest
  }

  private static func read(_ bytes: Bytes) -> (spelling: String, key: String)? {
    guard bytes.count <= 254, let at = bytes.lastIndex(of: UInt8(ascii: "@")) else { return nil }
    let local = bytes[..<at]
    guard isLocalPart(local), isDomain(bytes[(at + 1)...]) else { return nil }
    let spelling = string(bytes) { $0 > at }
    return (spelling, local.contains { lower($0) != $0 } ? string(bytes) { _ in true } : spelling)
  }

  /// The bytes as text, in lower case where `isLowered` says so.
  private static func string(_ bytes: Bytes, _ isLowered: (Int) -> Bool) -> String {
    String(unsafeUninitializedCapacity: bytes.count) { buffer in
      for (offset, index) in bytes.indices.enumerated() {
        buffer[offset] = isLowered(index) ? lower(bytes[index]) : bytes[index]
      }
      return bytes.count
    }
  }

  private static func isLocalPart(_ bytes: Bytes) -> Bool {
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

  /// Two labels at least (RFC 5321 §4.1.2), and not the numbers of an address on the network.
  private static func isDomain(_ bytes: Bytes) -> Bool {
    guard bytes.count <= 253 else { return false }
    var labels = 0
    var rest = bytes
    while true {
      let label = rest.prefix { $0 != UInt8(ascii: ".") }
      guard isLabel(label) else { return false }
      labels += 1
      guard label.endIndex < rest.endIndex else {
        return labels >= 2 && !label.allSatisfy { $0 >= 48 && $0 <= 57 }
      }
      rest = rest[(label.endIndex + 1)...]
    }
  }

  private static func isLabel(_ bytes: Bytes) -> Bool {
    let hyphen = UInt8(ascii: "-")
    return !bytes.isEmpty && bytes.count <= 63 && bytes.first != hyphen && bytes.last != hyphen
      && bytes.allSatisfy { isLetterOrDigit($0) || $0 == hyphen }
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) }

  private static func lower(_ byte: UInt8) -> UInt8 { byte >= 65 && byte <= 90 ? byte | 0x20 : byte }
}
