import Foundation

/// Entries to look for by themselves, within base and filter.
package struct LookUps: Equatable, Sendable {
  package var anchors: [Anchor]
  /// DNs of entries without a readable anchor.
  package var names: [String]

  package init(anchors: [Anchor] = [], names: [String] = []) {
    self.anchors = anchors
    self.names = names
  }
}
