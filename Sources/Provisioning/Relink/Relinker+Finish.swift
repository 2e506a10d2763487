import Foundation

extension Relinker {
  /// What a choice of numbers came to, beside the plan.
  struct Finding {
    var plan: Plan
    var verdicts: [String: NumberVerdict] = [:]
  }

  /// The plan of new ties, once the store has said what the keys met.
  ///
  /// - Parameters:
  ///   - open: the problems and proposals open before.
  ///   - numbers: the accounts somebody named; nil for all that is certain.
  ///   - contested: accounts that somebody changed again while the run was deciding: they are left alone.
  func finish(
    _ read: ReadOutcome, matches: Matches, open: OpenMatters, numbers: Set<String>?, contested: Set<AccountID>
  ) -> Finding {
    var sorter = RelinkSorter(self, matches: matches, contested: contested)
    sorter.sort()
    let certain = sorter.moves.count
    var finding = Finding(plan: Plan(directory: planner.directory, read: read))
    if let numbers { finding.verdicts = sorter.choose(numbers, before: open) }
    finding.plan.changes = sorter.moves.map { Change($0, in: planner.directory) }
    count(sorter, certain: certain, &finding.plan)
    finding.plan.open = following(open, sorter, isChoice: numbers != nil)
    if numbers == nil { noteLost(sorter, &finding.plan) }
    return finding
  }

  private func count(_ sorter: RelinkSorter, certain: Int, _ plan: inout Plan) {
    let moved = Set(sorter.moves.map { $0.tie.anchor.key })
    plan.counts.entries = planner.entries
    plan.counts.relink = sorter.moves.count
    plan.counts.problems = sorter.rejected
    plan.counts.newEntries = sorter.newEntries
    plan.counts.held = sorter.proposals.count + certain - sorter.moves.count
    plan.counts.unchanged =
      planner.entries - certain - sorter.proposals.count - sorter.rejected - sorter.newEntries
    plan.counts.notFound = counted.count { isLoose($0) && !moved.contains($0) }
  }

  /// What is open afterwards: problems go with the entry that is now another's, and what is tied is decided.
  private func following(_ open: OpenMatters, _ sorter: RelinkSorter, isChoice: Bool) -> OpenMatters {
    let anchors = Dictionary(sorter.moves.map { ($0.tie.anchor.text, $0.anchor.text) }) { first, _ in first }
    let tied = Set(anchors.values)
    let kept = open.problems.filter { $0.anchor != nil || isChoice }.map { problem in
      problem.anchor.flatMap { anchors[$0] }.map { problem.moved(to: $0) } ?? problem
    }
    let proposals = isChoice ? open.proposals : sorter.proposals
    let after = OpenMatters(
      problems: kept + (isChoice ? [] : sorter.problems), proposals: proposals.filter { !tied.contains($0.anchor) })
    return after.withoutRepetitions.following(open, scope: .everything, at: planner.now)
  }

  /// Those whose entries were not found are absent from now on, as they will be for the next run.
  private func noteLost(_ sorter: RelinkSorter, _ plan: inout Plan) {
    for (tie, account) in sorter.lost {
      let since = tie.missingSince ?? planner.now
      if tie.missingSince == nil { plan.marks.append(Batch.Mark(tie: tie.anchor.key, missingSince: since)) }
      plan.absences.append(
        Absence(
          anchor: tie.anchor, dn: tie.dn, number: account.responsable.number, name: account.responsable.displayName,
          since: since, due: since + planner.policy.grace))
    }
    plan.absences.sort { ($0.number ?? "", $0.anchor.text) < ($1.number ?? "", $1.anchor.text) }
    plan.counts.absent = plan.absences.count
  }
}

extension Change {
  /// A new tie: nothing of the account is written. Without digest and sync id, the next run compares the entry anew.
  fileprivate init(_ move: RelinkSorter.Move, in directory: String) {
    let (tie, account, dn) = (move.tie, move.account, move.touched.entry.dn)
    self.init(
      kind: .relink, anchor: move.anchor, dn: dn, previousDN: tie.dn == dn ? nil : tie.dn, account: account.id,
      revision: account.revision, number: account.responsable.number, name: account.responsable.displayName,
      fields: [], mails: [], reason: .relinked(from: tie.anchor, to: move.anchor, by: move.rule),
      after: account.responsable, status: account.status, revokesTokens: false, cancelsMails: false,
      tie: Tie(
        directory: directory, anchor: move.anchor, dn: dn, digest: nil, agreed: tie.agreed, account: account.id,
        accountRevision: account.revision, activeUntil: tie.activeUntil, isSecondary: tie.isSecondary),
      replacedTie: tie.anchor.key)
  }
}

extension Problem {
  fileprivate func moved(to anchor: String) -> Problem {
    Problem(
      code, directory: directory, anchor: anchor, dn: dn, attribute: attribute, field: field, detail: detail,
      person: person, since: since)
  }
}

extension OpenMatters {
  /// What was open already is not said twice; entries without an anchor differ by their DN.
  fileprivate var withoutRepetitions: OpenMatters {
    var known: Set<[String?]> = []
    let problems = problems.filter { problem in
      let isOfDN = problem.code == .duplicateAnchor || problem.anchor == nil
      return known.insert([problem.code.rawValue, problem.anchor, isOfDN ? problem.dn : nil, problem.field]).inserted
    }
    return OpenMatters(problems: problems, proposals: proposals)
  }
}
