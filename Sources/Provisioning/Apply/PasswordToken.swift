import Crypto
import Foundation

/// What a link carries: an id of 128 random bits and proof that the holder of the key made it.
///
/// Its text is URL-safe base64 of id and HMAC-SHA-256(key, version ‖ purpose ‖ account ‖ id); only a hash of the text is
/// kept, so the store gives nobody a working link.
package struct PasswordToken: Equatable, Sendable {
  package enum Purpose: String, Hashable, Sendable, Codable {
    case create, reset
  }

  package let id: [UInt8]
  package let purpose: Purpose
  package let account: AccountID

  package init(id: [UInt8], purpose: Purpose, account: AccountID) {
    self.id = id
    self.purpose = purpose
    self.account = account
  }

  package static let version: UInt8 = 1

  /// The text as it stands in the link: 64 characters.
  package func text(key: TokenKey) -> String {
    var signed: [UInt8] = [Self.version]
    signed.append(contentsOf: purpose.rawValue.utf8)
    signed.append(0)
    withUnsafeBytes(of: account.rawValue.bigEndian) { signed.append(contentsOf: $0) }
    signed.append(contentsOf: id)
    return Self.base64URL(id + Array(key.proof(of: signed)))
  }

  /// Lower-case hexadecimal SHA-256 of a token's text.
  package static func hash(of text: String) -> String { hexadecimal(SHA256.hash(data: Array(text.utf8))) }

  private static let hexDigits = Array("0123456789abcdef".utf8)

  package static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in bytes {
      digits.append(hexDigits[Int(byte >> 4)])
      digits.append(hexDigits[Int(byte & 15)])
    }
    return String(decoding: digits, as: UTF8.self)
  }

  private static let urlAlphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  /// RFC 4648 §5, without padding; a first run makes a hundred thousand of them.
  private static func base64URL(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count * 4 + 2) / 3)
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let count = min(3, bytes.count - start)
      var group: UInt32 = 0
      for offset in 0..<3 { group = group << 8 | (offset < count ? UInt32(bytes[start + offset]) : 0) }
      for place in 0...count { text.append(urlAlphabet[Int(group >> UInt32(18 - 6 * place)) & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
