import Foundation

/// The immutable identifier of an entry, as text; what ties an entry to an account.
package struct Anchor: Hashable, Sendable, Codable {
  package let text: String

  package init(_ text: String) { self.text = text }

  /// The key ties are looked up by.
  package var key: Digest128 { Digest128(of: text.utf8) }

  /// The key of an identifier whose bytes are printable ASCII, as nearly every one is; nil for any other.
  static func plainKey(_ bytes: UnsafeRawBufferPointer) -> Digest128? {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) else { return nil }
    return Digest128(hashing: bytes)
  }

  /// How the bytes of the identifier attribute become text.
  package enum Form: String, Equatable, Sendable, CaseIterable {
    /// The value is text.
    case text
    /// Sixteen bytes, the first three fields little-endian, as Active Directory keeps `objectGUID`.
    case guid
  }

  /// Reads an identifier, or nil when the bytes do not have that form.
  package init?(_ bytes: some Collection<UInt8>, form: Form) {
    switch form {
    case .text:
      // Nearly every identifier is printable ASCII.
      if !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7f }) {
        self.text = String(decoding: bytes, as: UTF8.self)
        return
      }
      guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty,
        text.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
      else { return nil }
      self.text = text
    case .guid:
      guard bytes.count == 16 else { return nil }
      let order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15]
      let wire = Array(bytes)
      var digits: [UInt8] = []
      digits.reserveCapacity(36)
      for (index, source) in order.enumerated() {
        if [4, 6, 8, 10].contains(index) { digits.append(UInt8(ascii: "-")) }
        digits.append(contentsOf: Hex.pair(wire[source]))
      }
      text = String(decoding: digits, as: UTF8.self)
    }
  }
}
