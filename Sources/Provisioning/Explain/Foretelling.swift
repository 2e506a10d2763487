import Foundation

/// What the next run of a directory would do about a few entries: the planner itself, asked about them alone.
///
/// Limits are not looked at: they judge a whole run.
struct Foretelling {
  let directory: String
  let mapping: Mapping
  let policy: Policy
  let now: Date
  let store: any AccountReading

  /// The plan for entries that were found, when those of some ties are known not to be there.
  ///
  /// All ties take part, so that whoever is met is known; only nobody is absent because of a question.
  func plan(of entries: [DirectoryEntry], missing: Set<Digest128>) throws(StoreError) -> Plan {
    let records = try store.ties(of: directory).records.map { missing.contains($0.key) ? $0.asMissing : $0 }
    return try plan(entries, TieIndex(ContiguousArray(records)), .selection)
  }

  /// The plan for a tie whose entry is not there.
  func plan(withoutEntryOf key: Digest128) throws(StoreError) -> Plan {
    let records = try store.ties(of: directory).records.filter { $0.key == key }
    return try plan([], TieIndex(ContiguousArray(records)), .everything)
  }

  private func plan(
    _ entries: [DirectoryEntry], _ ties: TieIndex, _ coverage: ReadOutcome.Coverage
  ) throws(StoreError) -> Plan {
    var planner = Planner(directory: directory, ties: ties, mapping: mapping, policy: policy, at: now)
    for entry in entries { planner.take(entry.selecting(mapping.attributes)) }
    let read = ReadOutcome(coverage: coverage, method: "explain", bases: [])
    var matches = Matches()
    for keys in planner.keys(after: read) { matches.merge(try store.matches(keys, in: directory, at: now)) }
    var plan = planner.finish(read, matches: matches, open: try store.openMatters(of: directory))
    let names = Set(entries.map(\.dn))
    plan.open.problems.removeAll { !names.contains($0.dn) }
    plan.open.proposals.removeAll { !names.contains($0.dn) }
    return plan
  }
}

extension TieIndex.Record {
  /// The same tie, known to have no entry.
  fileprivate var asMissing: TieIndex.Record { flagged(flags.union(.missing)) }
}
