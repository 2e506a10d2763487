import Foundation

/// What a server's change protocol calls an entry: sixteen bytes that never change.
///
/// The `entryUUID` of RFC 4533 §1.3, which on 389 Directory Server is `nsUniqueId`, or Active Directory's `objectGUID`.
package struct SyncID: Hashable, Sendable {
  private let high: UInt64
  private let low: UInt64

  /// Nil for anything but sixteen bytes.
  package init?(bytes: some Collection<UInt8>) {
    guard let words = Digest128(bytes: bytes) else { return nil }
    (high, low) = (words.high, words.low)
  }

  /// Reads thirty-two hexadecimal digits, however hyphens divide them.
  package init?(text: some StringProtocol) { self.init(digits: text.utf8) }

  fileprivate init?(digits: some Sequence<UInt8>) {
    var words: (UInt64, UInt64) = (0, 0)
    var count = 0
    for byte in digits where byte != UInt8(ascii: "-") {
      guard let digit = Hex.digit(byte), count < 32 else { return nil }
      if count < 16 { words.0 = words.0 << 4 | UInt64(digit) } else { words.1 = words.1 << 4 | UInt64(digit) }
      count += 1
    }
    guard count == 32 else { return nil }
    (high, low) = words
  }

  package var bytes: [UInt8] { Digest128(high: high, low: low).bytes }

  /// Thirty-two digits in lower case, as the store keeps it.
  package var text: String { String(decoding: bytes.flatMap(Hex.pair), as: UTF8.self) }

  /// The digits with hyphens after so many bytes each.
  func text(divided lengths: [Int]) -> String {
    var rest = bytes[...]
    return lengths.map { length in
      defer { rest = rest.dropFirst(length) }
      return String(decoding: rest.prefix(length).flatMap(Hex.pair), as: UTF8.self)
    }.joined(separator: "-")
  }

  /// A number in which to mix with the hash of a DN.
  var hash: UInt64 { high ^ low }
}

extension SyncID {
  /// How an identifier is written as an anchor.
  enum Spelling: Equatable, Sendable {
    /// As `objectGUID`: sixteen bytes.
    case guid
    /// As `entryUUID` (RFC 4530).
    case uuid
    /// As `nsUniqueId`: four times eight digits.
    case words
  }

  /// The anchor an entry of this identifier has.
  func anchor(_ spelling: Spelling) -> Anchor? {
    switch spelling {
    case .guid: Anchor(bytes, form: .guid)
    case .uuid: Anchor(text(divided: [4, 2, 2, 2, 6]))
    case .words: Anchor(text(divided: [4, 4, 4, 4]))
    }
  }

  /// Whether the bytes of an anchor are this identifier, spelled like that.
  func isSpelled(_ spelling: Spelling, in bytes: UnsafeRawBufferPointer) -> Bool {
    switch (spelling, bytes.count) {
    case (.guid, 16): SyncID(bytes: bytes) == self
    case (.uuid, 36), (.words, 35): bytes.allSatisfy { $0 < 65 || $0 > 90 } && SyncID(digits: bytes) == self
    case (_, _): false
    }
  }
}

extension AnchorRule {
  /// The anchor an entry of this sync id has, where the anchor is that very identifier in another spelling.
  package func anchor(of id: SyncID) -> Anchor? { spelling.flatMap(id.anchor) }
}
