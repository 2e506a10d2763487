import Foundation

/// Entries to look for by themselves, within base and filter.
package struct LookUps: Equatable, Sendable {
  package var anchors: [Anchor]
  /// DNs of entries without a readable anchor.
  package var names: [String]
  /// Entries that were there, and of which nothing was told: where others are not found and none of these is, nothing is
  /// believed.
  package var witnesses: [Anchor]
  /// Attributes that many had and that nobody shows of whom something was told: somebody has to have a value.
  package var attributes: [String]

  package init(
    anchors: [Anchor] = [], names: [String] = [], witnesses: [Anchor] = [], attributes: [String] = []
  ) {
    self.anchors = anchors
    self.names = names
    self.witnesses = witnesses
    self.attributes = attributes
  }
}
