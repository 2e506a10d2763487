import Foundation

/// Why a plan may not be applied, in facts: figure, limit, and what the figure was compared with.
package struct Refusal: Equatable, Sendable, Codable {
  package enum Cause: Equatable, Sendable, Codable {
    /// More than a limit of the settings allows.
    case limit(Limit.Name, Limit)
    /// A base that had entries returned none.
    case emptyBase
    /// A whole read brought no value of an attribute for which accounts hold values.
    case attributeUnreadable
    /// Every anchor is new: the directory was rebuilt.
    case onlyNewAnchors
    /// The mapping reads anchors from another attribute than before.
    case anchorAttributeChanged
    /// Too many ties were not found again.
    case tiesNotFound

    /// The name reports use.
    package var name: String {
      switch self {
      case .limit(let name, _): name.rawValue
      case .emptyBase: "empty-base"
      case .attributeUnreadable: "attribute-unreadable"
      case .onlyNewAnchors: "only-new-anchors"
      case .anchorAttributeChanged: "anchor-attribute-changed"
      case .tiesNotFound: "ties-not-found"
      }
    }
  }

  package let cause: Cause
  package let directory: String
  package let found: Int
  /// What a percentage was taken of, or what there was before.
  package let of: Int?
  /// How many were allowed.
  package let allowed: Int?
  /// Seconds of the window whose runs the figure sums up; nil when this plan alone is too much.
  package let window: TimeInterval?
  /// The base or attribute concerned, or the former anchor attribute.
  package let subject: String?
  /// The bases that the last whole read asked where the subject is asked now. Nil where the settings name the same.
  package var insteadOf: String?
  /// Entries of this read, and of the last whole read that was applied.
  package let entries: Int
  package let lastEntries: Int?
  /// The run would have adopted: mailed nobody.
  package var isOfAdoption = false
  /// The run read what changed alone: its entries are no measure of the directory. Nil in lines of an earlier version.
  package var isOfChanges: Bool?

  package init(
    _ cause: Cause, directory: String, found: Int, of: Int? = nil, allowed: Int? = nil, window: TimeInterval? = nil,
    subject: String? = nil, entries: Int = 0, lastEntries: Int? = nil
  ) {
    self.cause = cause
    self.directory = directory
    self.found = found
    self.of = of
    self.allowed = allowed
    self.window = window
    self.subject = subject
    self.entries = entries
    self.lastEntries = lastEntries
  }

  /// Whether it refuses the same for the same reason, however much was read to find that.
  func isSame(as other: Refusal) -> Bool {
    cause == other.cause && directory == other.directory && found == other.found && of == other.of
      && allowed == other.allowed && window == other.window && subject == other.subject
      && insteadOf == other.insteadOf
  }
}
