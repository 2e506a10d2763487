import Foundation

/// Who caused something, and from where: on every row of journal, outbox and tokens.
package struct Actor: Equatable, Sendable, Codable {
  package enum Kind: String, Equatable, Sendable, Codable {
    case run, command, agent, family, portal
  }

  package let kind: Kind
  /// The run's id, the operating-system user, the agent's sign-in name.
  package let name: String
  /// The command and the process, or the address a page was asked from.
  package let origin: String

  package init(_ kind: Kind, name: String, origin: String) {
    self.kind = kind
    self.name = name
    self.origin = origin
  }
}
