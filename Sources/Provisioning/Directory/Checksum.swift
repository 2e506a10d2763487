import Crypto
import Foundation

/// SHA-256 (FIPS 180-4), for a document that names what it may run.
package enum Checksum {
  /// Thirty-two bytes.
  package static func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
