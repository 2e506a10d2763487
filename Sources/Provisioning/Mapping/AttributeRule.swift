import Foundation

/// How one field of a responsable is made from attributes of an entry.
package struct AttributeRule: Equatable, Sendable {
  /// Which of several acceptable values is taken; the value in use is kept while it is among them.
  package enum Choice: Equatable, Sendable {
    /// More than one value is a problem.
    case only
    /// The first in the order of their bytes: any order will do as long as it is always the same one.
    case smallest
    /// The smallest of those the pattern is found in, as the directory spells them.
    case matching(Pattern)
  }

  /// Whose word counts when an agent corrected the field in the portal.
  package enum Owner: String, Equatable, Sendable, CaseIterable { case directory, portal }

  /// Whether an address verified in the portal goes back to the directory.
  package enum Direction: String, Equatable, Sendable, CaseIterable { case directory, both }

  /// Who wins when both sides changed.
  package enum Conflict: String, Equatable, Sendable, CaseIterable { case directory, portal, hold }

  /// The first of these that has a value gives it; unused when there is a template.
  package var sources: [String]
  package var template: Template?
  package var choice: Choice
  /// All values are kept, as a list.
  package var every: Bool
  package var transforms: [Transform]
  /// What values become, looked up without case after the transforms; a value that is not in it is a problem.
  package var values: ValueTable?
  /// What stands for a value that is not there.
  package var fallback: String?
  package var owner: Owner
  package var direction: Direction
  package var conflict: Conflict
  /// Without the field nothing of the entry is applied.
  package var isRequired: Bool

  package init(
    from sources: [String], template: Template? = nil, choice: Choice = .smallest, every: Bool = false,
    transforms: [Transform] = [], values: ValueTable? = nil, fallback: String? = nil, owner: Owner = .portal,
    direction: Direction = .directory, conflict: Conflict = .hold, isRequired: Bool = false
  ) {
    self.sources = sources
    self.template = template
    self.choice = choice
    self.every = every
    self.transforms = transforms
    self.values = values
    self.fallback = fallback
    self.owner = owner
    self.direction = direction
    self.conflict = conflict
    self.isRequired = isRequired
  }

  /// Every attribute the rule looks at, in its order.
  package var attributes: [String] { template?.attributes ?? sources }
}
