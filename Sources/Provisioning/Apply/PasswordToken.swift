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
    let proof = HMAC<SHA256>.authenticationCode(for: signed, using: key.secret)
    return Self.base64URL(id + Array(proof))
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

  private static func base64URL(_ bytes: [UInt8]) -> String {
    Data(bytes).base64EncodedString()
      .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
  }
}
