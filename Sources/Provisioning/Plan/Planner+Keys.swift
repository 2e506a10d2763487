import Foundation

extension Planner {
  /// What the store has to be asked, in batches of at most `size` entries, so that the number of questions grows
  /// with the changes and not with the people.
  package func keys(after read: ReadOutcome, batch size: Int = 5_000) -> [MatchKeys] {
    if hasOnlyNewAnchors(read.coverage) && mapping.relink == .hold { return [] }
    var batches = stride(from: 0, to: touched.count, by: size).map { start in
      keys(of: touched[start..<min(start + size, touched.count)])
    }
    var ties = Array(duplicates.keys)
    if countsAbsences(read.coverage) { ties += unseen.map { index.records[$0].key } }
    for start in stride(from: 0, to: ties.count, by: size) {
      var keys = MatchKeys()
      keys.ties = Set(ties[start..<min(start + size, ties.count)])
      batches.append(keys)
    }
    return batches
  }

  private func keys(of entries: ArraySlice<Touched>) -> MatchKeys {
    let needsNames = mapping.correlate.contains { $0.contains(.lastName) && $0.contains(.firstName) }
    var keys = MatchKeys()
    for touched in entries {
      let responsable = touched.entry.responsable
      if touched.isTied { keys.ties.insert(touched.key) }
      if let number = responsable.number { keys.numbers.insert(number) }
      if let email = responsable.email { keys.emails.insert(EmailAddress.key(email)) }
      if needsNames, !touched.isTied,
        let name = NameKey(lastName: responsable.lastName, firstName: responsable.firstName)
      {
        keys.names.insert(name)
      }
    }
    return keys
  }
}
