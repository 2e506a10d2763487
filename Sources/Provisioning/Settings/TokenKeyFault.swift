/// Why a file holds no token keys; never tells the secret itself.
package struct TokenKeyFault: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case idTwice(String)
    case noKey
    /// A line that is not an id and a secret.
    case notAKey
    case badID
    case notBase64(id: String)
  }

  /// From 1.
  package let line: Int
  package let kind: Kind

  package init(line: Int, _ kind: Kind) {
    self.line = line
    self.kind = kind
  }
}
