import Crypto
import Foundation

/// The first 128 bits of a SHA-256: stable over runs, machines and versions of the language.
package struct Digest128: Hashable, Comparable, Sendable {
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  package init(hashing bytes: UnsafeRawBufferPointer) {
    self = SHA256.hash(data: bytes).withUnsafeBytes { digest in
      Digest128(
        high: UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
        low: UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
    }
  }

  package init(of bytes: some Collection<UInt8>) {
    let direct = bytes.withContiguousStorageIfAvailable { Digest128(hashing: UnsafeRawBufferPointer($0)) }
    self = direct ?? Array(bytes).withUnsafeBytes { Digest128(hashing: $0) }
  }

  /// Sixteen bytes in network order, as the store keeps them; nil for any other length.
  package init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 16 else { return nil }
    var words: (UInt64, UInt64) = (0, 0)
    for (index, byte) in bytes.enumerated() {
      if index < 8 { words.0 = words.0 << 8 | UInt64(byte) } else { words.1 = words.1 << 8 | UInt64(byte) }
    }
    self.init(high: words.0, low: words.1)
  }

  package var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(16)
    withUnsafeBytes(of: high.bigEndian) { result.append(contentsOf: $0) }
    withUnsafeBytes(of: low.bigEndian) { result.append(contentsOf: $0) }
    return result
  }

  package static func < (left: Digest128, right: Digest128) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }
}
