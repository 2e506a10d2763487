import Crypto
import Foundation

/// A key that token texts are made with.
package struct TokenKey: Sendable, Equatable {
  /// Names the key in the store; tells nothing of the secret.
  package let id: String
  package let secret: SymmetricKey

  /// Holds the key already: a first run proves a hundred thousand tokens.
  private let keyed: HMAC<SHA256>

  package init(id: String, secret: SymmetricKey) {
    self.id = id
    self.secret = secret
    keyed = HMAC(key: secret)
  }

  package static func == (left: TokenKey, right: TokenKey) -> Bool {
    left.id == right.id && left.secret == right.secret
  }

  /// What only the holder of the key can make of a message: HMAC-SHA-256 (RFC 2104).
  func proof(of message: [UInt8]) -> HMAC<SHA256>.MAC {
    var authenticator = keyed
    authenticator.update(data: message)
    return authenticator.finalize()
  }
}

/// The keys in use: one signs new tokens, older ones serve until their tokens are gone.
package struct TokenKeys: Sendable, Equatable {
  package let current: TokenKey
  private let others: [TokenKey]

  package init(current: TokenKey, others: [TokenKey] = []) {
    self.current = current
    self.others = others
  }

  package var count: Int { others.count + 1 }

  package subscript(id: String) -> TokenKey? {
    current.id == id ? current : others.first { $0.id == id }
  }
}
