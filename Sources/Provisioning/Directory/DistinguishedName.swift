import Foundation

/// The name of an entry: from itself up to the root, one relative name a step (RFC 4514).
///
/// Two are equal when a directory would take them for the same: types and values without case, runs of spaces as one.
package struct DistinguishedName: Hashable, Sendable {
  /// The relative names, the entry's own first; none for the root.
  package let rdns: [RelativeName]

  package init(_ rdns: [RelativeName]) { self.rdns = rdns }

  /// Reads a name, or nil when the text is not one.
  package init?(_ text: String) {
    var parser = DistinguishedNameParser(text)
    guard let rdns = parser.rdns() else { return nil }
    self.rdns = rdns
  }

  /// The name of the entry above, or nil for the root.
  package var parent: DistinguishedName? {
    rdns.isEmpty ? nil : DistinguishedName(Array(rdns.dropFirst()))
  }

  /// Whether this is `base` or lies below it; everything lies below the root.
  package func isWithin(_ base: DistinguishedName) -> Bool {
    rdns.count >= base.rdns.count && rdns.suffix(base.rdns.count).elementsEqual(base.rdns)
  }

  /// The values in the entry's own relative name for an attribute, more than one if it repeats.
  package func rdnValues(of attribute: String) -> [String] {
    let type = RelativeName.Part.fold(type: attribute)
    return (rdns.first?.parts ?? []).filter { RelativeName.Part.fold(type: $0.type) == type }.map(\.value)
  }

  /// The first value of the entry's own relative name, or nil for the root.
  package var rdnValue: String? { rdns.first?.parts.first?.value }
}
