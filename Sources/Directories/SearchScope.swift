import Provisioning

/// How far below a base entries are looked for (RFC 4511 §4.5.1.2).
package enum SearchScope: String, CaseIterable, Equatable, Sendable {
  /// The base itself.
  case base
  /// Its children, without the base.
  case one
  /// The base and everything below it.
  case sub
}

extension SearchScope {
  /// Whether a search of this scope at `base` finds an entry of that name.
  func holds(_ dn: DistinguishedName, _ base: DistinguishedName) -> Bool {
    switch self {
    case .base: dn == base
    case .one: dn.parent == base
    case .sub: dn.isWithin(base)
    }
  }

  /// Whether one of several searches does; without a base, all names are.
  func looks(at dn: String, below bases: [String]) -> Bool {
    guard !bases.isEmpty else { return true }
    guard let name = DistinguishedName(dn) else { return false }
    return bases.compactMap { DistinguishedName($0) }.contains { holds(name, $0) }
  }
}
