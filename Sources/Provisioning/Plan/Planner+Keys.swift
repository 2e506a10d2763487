import Foundation

extension Planner {
  /// What the store has to be asked, in batches of at most `size` entries, each made when its turn comes, so that the
  /// number of questions grows with the changes and not with the people.
  package func keys(after read: ReadOutcome, batch size: Int = 5_000) -> some Sequence<MatchKeys> {
    let isAsked = !(hasOnlyNewAnchors(read.coverage) && mapping.relink == .hold)
    let ties = isAsked ? tiesBesideTouched(read.coverage) : []
    let ofTouched = Self.ranges(of: isAsked ? touched.count : 0, size).lazy.map { keys(of: touched[$0]) }
    let ofTies = Self.ranges(of: ties.count, size).lazy.map { range in
      var keys = MatchKeys()
      keys.ties = Set(ties[range])
      return keys
    }
    let ofRepeated = Self.ranges(of: isAsked ? repeated.count : 0, size).lazy.map { keys(of: repeated[$0]) }
    return [AnySequence(ofTouched), AnySequence(ofRepeated), AnySequence(ofTies)].joined()
  }

  /// The ties that no touched entry names, but something has to be said of.
  private func tiesBesideTouched(_ coverage: ReadOutcome.Coverage) -> [Digest128] {
    Array(duplicates.keys) + (countsAbsences(coverage) ? unseen.map { index.records[$0].key } : [])
  }

  private static func ranges(of count: Int, _ size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  func keys(of entries: ArraySlice<Touched>) -> MatchKeys {
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
