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

extension AnchorRule {
  /// The anchor an entry of this sync id has, where the anchor is that very identifier in another spelling; nil where it
  /// is an attribute of its own.
  package func anchor(of id: SyncID) -> Anchor? {
    switch (form, attribute.lowercased()) {
    case (.guid, _): Anchor(id.bytes, form: .guid)
    case (.text, "entryuuid"): Anchor(id.text(divided: [4, 2, 2, 2, 6]))
    case (.text, "nsuniqueid"): Anchor(id.text(divided: [4, 4, 4, 4]))
    case (.text, _): nil
    }
  }

  /// Whether the bytes of an anchor are that identifier, spelled as `anchor(of:)` spells it.
  func spells(_ id: SyncID, in bytes: UnsafeRawBufferPointer) -> Bool {
    switch (form, attribute.lowercased(), bytes.count) {
    case (.guid, _, 16): SyncID(bytes: bytes) == id
    case (.text, "entryuuid", 36), (.text, "nsuniqueid", 35):
      bytes.allSatisfy { $0 < 65 || $0 > 90 } && SyncID(digits: bytes) == id
    case (_, _, _): false
    }
  }
}
