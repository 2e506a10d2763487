/// How many open tokens were made with one key: neither used, nor revoked, nor expired.
package struct KeyUse: Equatable, Sendable {
  package let keyID: String
  package let openTokens: Int
  /// Of those, the ones whose mail was not accepted yet: it cannot be written without the key.
  package let unsent: Int

  package init(keyID: String, openTokens: Int, unsent: Int) {
    self.keyID = keyID
    self.openTokens = openTokens
    self.unsent = unsent
  }
}
