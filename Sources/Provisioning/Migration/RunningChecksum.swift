import Crypto

/// SHA-256 (FIPS 180-4) of bytes that come in parts.
package struct RunningChecksum {
  private var hash = SHA256()

  package init() {}

  package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { hash.update(bufferPointer: $0) } }

  /// Of all that was added so far, in lower-case hexadecimal digits.
  package var hexadecimal: String { String(decoding: hash.finalize().flatMap(Hex.pair), as: UTF8.self) }
}
