import Foundation

/// What a whole read of a directory found, kept when its run was applied.
package struct WholeRead: Equatable, Sendable, Codable {
  package struct Base: Equatable, Sendable, Codable {
    package let dn: String
    package let entries: Int

    package init(dn: String, entries: Int) {
      self.dn = dn
      self.entries = entries
    }
  }

  package let bases: [Base]
  /// How many entries had a value of each mapped attribute, by its name in lower case.
  package let attributes: [String: Int]
  /// The attribute anchors were read from.
  package let anchorAttribute: String
  package let at: Date

  package init(bases: [Base], attributes: [String: Int], anchorAttribute: String, at: Date) {
    self.bases = bases
    self.attributes = attributes
    self.anchorAttribute = anchorAttribute
    self.at = at
  }

  /// The same, for ties whose anchors are read from another attribute from now on. What the limits compare with stays.
  func anchored(by attribute: String) -> WholeRead {
    WholeRead(bases: bases, attributes: attributes, anchorAttribute: attribute, at: at)
  }

  /// The same, with what a later look at who is there found in the bases: an operator may have assented to fewer.
  func counting(_ bases: [Base]) -> WholeRead {
    WholeRead(bases: bases, attributes: attributes, anchorAttribute: anchorAttribute, at: at)
  }

  package var entries: Int { bases.reduce(0) { $0 + $1.entries } }

  /// How many entries had a value of an attribute.
  package func count(of attribute: String) -> Int { attributes[attribute.lowercased(), default: 0] }

  /// The entries one base returned; nil when it was not read.
  package func entries(of base: String) -> Int? { bases.first { $0.dn == base }?.entries }
}
