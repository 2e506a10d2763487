import Foundation

/// What a mapping makes of one entry.
package struct MappedEntry: Equatable, Sendable {
  /// Nil when it cannot be read; then the entry has a problem that says why.
  package let anchor: Anchor?
  package let dn: String
  /// The values the directory asks for; a field that is neither here nor in `kept` is asked to be empty.
  package let responsable: Responsable
  /// All acceptable values of a field that has several, sorted, so that the one in use can stay.
  package let alternatives: [Field: [String]]
  /// The fields with a problem: they keep the value they have.
  package let kept: Set<Field>
  package let problems: [Problem]
  /// What the mapping's `active` says of the entry.
  package let isActive: Bool
  /// Nil for never, or when the date could not be read: see `keepsActiveUntil`.
  package let activeUntil: Date?
  package let digest: Digest128

  package init(
    anchor: Anchor?, dn: String, responsable: Responsable, alternatives: [Field: [String]] = [:],
    kept: Set<Field> = [], problems: [Problem] = [], isActive: Bool = true, activeUntil: Date? = nil,
    digest: Digest128
  ) {
    self.anchor = anchor
    self.dn = dn
    self.responsable = responsable
    self.alternatives = alternatives
    self.kept = kept
    self.problems = problems
    self.isActive = isActive
    self.activeUntil = activeUntil
    self.digest = digest
  }

  /// The name under which the problems of `activeUntil` are reported, where others have the name of their field.
  package static let activeUntilName = "activeUntil"

  /// Nothing of the entry can be applied.
  package var hasEntryProblem: Bool { problems.contains(where: \.isOfEntry) }

  /// The end date could not be read: the one last agreed still holds.
  package var keepsActiveUntil: Bool { problems.contains { $0.field == Self.activeUntilName } }
}
