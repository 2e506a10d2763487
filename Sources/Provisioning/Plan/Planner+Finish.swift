import Foundation

extension Planner {
  /// The plan, once the store has said what the keys met.
  ///
  /// - Parameters:
  ///   - open: the problems and proposals open before; those seen again keep the moment they were first seen.
  ///   - contested: accounts that somebody changed again while the run was deciding: they are left alone.
  ///   - heldElsewhere: accounts that an entry of another directory waits for: they are kept meanwhile.
  package func finish(
    _ read: ReadOutcome, matches: Matches, open: OpenMatters, contested: Set<AccountID> = [],
    heldElsewhere: Set<AccountID> = []
  ) -> Plan {
    var read = read
    read.missed = read.announced.map { missed($0, open: open) }
    var plan = Plan(directory: directory, read: read)
    plan.wholeRead = wholeRead(read)
    plan.bases = read.coverage.isWhole ? read.bases.map { WholeRead.Base(dn: $0.dn, entries: $0.entries) } : []
    plan.hasOnlyNewAnchors = hasOnlyNewAnchors(read.coverage)
    plan.counts.entries = entries
    plan.counts.bases = plan.bases
    if plan.hasOnlyNewAnchors && mapping.relink == .hold {
      plan.counts.held = entries
      plan.open = open
      return plan
    }
    plan.counts.unchanged = unchanged
    var sorter = Sorter(planner: self, matches: matches, contested: contested, plan: plan)
    sorter.heldElsewhere = heldElsewhere
    sorter.sort()
    plan = sorter.plan
    plan.openScope = read.coverage == .everything ? .everything : .anchors(spokenOf)
    plan.open = plan.open.following(open, scope: plan.openScope, at: now)
    plan.open.problems.sort { ($0.dn, $0.code.rawValue) < ($1.dn, $1.code.rawValue) }
    plan.open.proposals.sort { $0.dn < $1.dn }
    plan.changes.sort { ($0.number ?? "", $0.anchor.text) < ($1.number ?? "", $1.anchor.text) }
    plan.absences.sort { ($0.number ?? "", $0.anchor.text) < ($1.number ?? "", $1.anchor.text) }
    return plan
  }

  /// The anchors of which the read tells what is open; an entry without one goes by its DN.
  private var spokenOf: Set<String> { lookedFor.union(touched.map { $0.entry.anchor?.text ?? $0.entry.dn }) }

  private func wholeRead(_ read: ReadOutcome) -> WholeRead? {
    guard read.coverage == .everything else { return nil }
    let counted = zip(mapping.attributes.names.map { $0.lowercased() }, attributeCounts)
    return WholeRead(
      bases: read.bases.map { WholeRead.Base(dn: $0.dn, entries: $0.entries) },
      attributes: Dictionary(counted, uniquingKeysWith: +), anchorAttribute: mapping.anchor.attribute, at: now)
  }
}
