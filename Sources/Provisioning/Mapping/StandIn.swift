import Foundation

// Stand-ins, replaced at merge.
package struct AttributeRule: Equatable, Sendable {
  package enum Owner: String, Equatable, Sendable { case portal, directory }
  package enum Direction: String, Equatable, Sendable { case directory, both }
  package enum Conflict: String, Equatable, Sendable { case directory, portal, hold }
  package var sources: [String]
  package var owner: Owner = .portal
  package var direction: Direction = .directory
  package var conflict: Conflict = .hold
}
package struct AnchorRule: Equatable, Sendable { package var attribute: String; package var form: Anchor.Form }
package enum RelinkPolicy: String, Equatable, Sendable { case hold, automatic }
package struct Mapping: Equatable, Sendable {
  package var name: String
  package var fingerprint: Digest128
  package var anchor: AnchorRule
  package var filter: Filter?
  package var rules: [Field: AttributeRule]
  package var correlate: [[Field]]
  package var relink: RelinkPolicy
  package var attributes: AttributeSet
  package func anchor(of entry: DirectoryEntry) -> Anchor? { nil }
  package func map(_ entry: DirectoryEntry, directory: String) -> MappedEntry {
    MappedEntry(anchor: nil, dn: entry.dn, responsable: Responsable(), alternatives: [:], kept: [], problems: [], isActive: true, activeUntil: nil, digest: fingerprint)
  }
}
package struct MappedEntry: Equatable, Sendable {
  package var anchor: Anchor?
  package var dn: String
  package var responsable: Responsable
  package var alternatives: [Field: [String]]
  package var kept: Set<Field>
  package var problems: [Problem]
  package var isActive: Bool
  package var activeUntil: Date?
  package var digest: Digest128
}
package struct EntryDigester: Sendable {
  package init(_ mapping: Mapping) {}
  package mutating func digest(_ entry: DirectoryEntry) -> Digest128 { Digest128(high: 0, low: 0) }
}
extension Mapping {
  package func anchorKey(of entry: DirectoryEntry) -> Digest128? { anchor(of: entry)?.key }
}
extension Mapping { package var orderedFields: [Field] { rules.keys.sorted() } }
