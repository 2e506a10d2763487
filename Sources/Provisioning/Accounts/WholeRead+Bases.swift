extension WholeRead {
  /// A base of a later read, with what this one found there.
  struct ComparedBase {
    let name: String
    let entries: Int
    let before: Int
    /// Where this read looked, if the settings named other bases then.
    var formerName: String?
  }

  /// The bases of a later read beside this one. Those that are new stand for those that are no longer asked: a base that was
  /// edited is no way around the limits.
  func bases(beside later: [Base]) -> [ComparedBase] {
    let known = later.compactMap { base in
      entries(of: base.dn).map { ComparedBase(name: base.dn, entries: base.entries, before: $0) }
    }
    let new = later.filter { entries(of: $0.dn) == nil }
    let gone = bases.filter { base in !later.contains { $0.dn == base.dn } }
    guard !new.isEmpty, !gone.isEmpty else { return known }
    let name = { (bases: [Base]) in bases.map(\.dn).joined(separator: " ; ") }
    let count = { (bases: [Base]) in bases.reduce(0) { $0 + $1.entries } }
    return known + [ComparedBase(name: name(new), entries: count(new), before: count(gone), formerName: name(gone))]
  }
}
