import Foundation
import Provisioning

/// What a list of a report is about.
package enum Heading: Hashable, Sendable {
  case problems
  case problem(Problem.Code)
  case held
  case proposal(Proposal.Code)
  case drifts
  case absences
}
