import Foundation

/// What is open in a directory until it is gone: problems and proposals, each with the moment it was first seen.
package struct OpenMatters: Equatable, Sendable, Codable {
  package var problems: [Problem]
  package var proposals: [Proposal]

  package init(problems: [Problem] = [], proposals: [Proposal] = []) {
    self.problems = problems
    self.proposals = proposals
  }
}
