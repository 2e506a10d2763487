import Foundation

extension Limits {
  /// Every reason why a plan may not be applied, before anything is written; none when it may.
  package func refusals(of plan: Plan, mapping: Mapping, held: Set<Field>, history: History) -> [Refusal] {
    if let changed = anchorAttributeChanged(plan, mapping, history) { return [changed] }
    if plan.hasOnlyNewAnchors && mapping.relink == .hold { return [onlyNewAnchors(plan, history)] }
    return emptyBases(plan, history)
      + unreadableAttributes(plan, mapping, held, history)
      + Limit.Name.allCases.filter { $0 != .shrink }.compactMap { refusal($0, plan, history) }
      + shrunkenBases(plan, history)
  }

  private func anchorAttributeChanged(_ plan: Plan, _ mapping: Mapping, _ history: History) -> Refusal? {
    guard let before = history.lastWholeRead, history.activeManaged > 0,
      before.anchorAttribute.lowercased() != mapping.anchor.attribute.lowercased()
    else { return nil }
    return Refusal(
      .anchorAttributeChanged, directory: plan.directory, found: plan.read.entries, subject: before.anchorAttribute,
      entries: plan.read.entries, lastEntries: before.entries)
  }

  private func onlyNewAnchors(_ plan: Plan, _ history: History) -> Refusal {
    Refusal(
      .onlyNewAnchors, directory: plan.directory, found: plan.read.entries, of: history.activeManaged,
      entries: plan.read.entries, lastEntries: history.lastWholeRead?.entries)
  }

  private func emptyBases(_ plan: Plan, _ history: History) -> [Refusal] {
    guard !allowsEmpty, let last = history.lastWholeRead else { return [] }
    return last.bases(beside: plan.bases).filter { $0.entries == 0 && $0.before > 0 }.map { base in
      var refusal = Refusal(
        .emptyBase, directory: plan.directory, found: 0, of: base.before, subject: base.name,
        entries: plan.read.entries, lastEntries: last.entries)
      refusal.insteadOf = base.formerName
      return refusal
    }
  }

  /// Attributes without a single value in a whole read although values of them are held.
  ///
  /// On the wire an attribute that may not be read looks like one that is not there.
  private func unreadableAttributes(
    _ plan: Plan, _ mapping: Mapping, _ held: Set<Field>, _ history: History
  ) -> [Refusal] {
    guard !allowsEmpty, let now = plan.wholeRead, now.entries > 0 else { return [] }
    let last = history.lastWholeRead
    let isSilent = { (name: String) in now.count(of: name) == 0 }
    var silent = Set<String>()
    for item in mapping.rules {
      let attributes = item.rule.attributes
      silent.formUnion(attributes.filter { isSilent($0) && last?.count(of: $0) ?? 0 > 0 })
      // A default stands in for what is not there, so such a field says nothing of the attribute.
      if item.rule.fallback == nil, held.contains(item.field), !attributes.isEmpty, attributes.allSatisfy(isSilent) {
        silent.formUnion(attributes)
      }
    }
    // One locked person who is unlocked is everyday; all of several at once looks like a right that was lost.
    let ofStatus = (mapping.active?.attributes ?? []) + (mapping.activeUntil?.sources ?? [])
    silent.formUnion(ofStatus.filter { isSilent($0) && last?.count(of: $0) ?? 0 > 1 })
    return silent.sorted().map {
      Refusal(
        .attributeUnreadable, directory: plan.directory, found: 0, of: last?.count(of: $0),
        subject: $0, entries: plan.read.entries, lastEntries: last?.entries)
    }
  }

  private func refusal(_ name: Limit.Name, _ plan: Plan, _ history: History) -> Refusal? {
    let limit = self[name]
    let found = plan.figure(name)
    guard found > 0 else { return nil }
    let base =
      name.isOfEntries
      ? plan.wholeRead?.entries ?? history.lastWholeRead?.entries ?? 0 : history.activeManaged + plan.takenOver
    if let allowed = limit.allowed(of: base), found > allowed, !limit.isEmptyShare(base) {
      return refusal(name, plan, history, found: found, of: base, allowed: allowed)
    }
    guard name.isSummed, !lifted.contains(name) else { return nil }
    let runs = history.applied.filter { !$0.lifted.contains(name) }
    let sum = runs.reduce(found) { $0 + $1.counts.figure(name) }
    let widest = name.isOfEntries ? base : runs.reduce(base) { max($0, $1.activeManaged) }
    guard let allowed = limit.allowed(of: widest), sum > allowed, !limit.isEmptyShare(widest) else { return nil }
    return refusal(name, plan, history, found: sum, of: widest, allowed: allowed, window: window)
  }

  private func refusal(
    _ name: Limit.Name, _ plan: Plan, _ history: History, found: Int, of base: Int, allowed: Int,
    window: TimeInterval? = nil
  ) -> Refusal {
    Refusal(
      .limit(name, self[name]), directory: plan.directory, found: found, of: base, allowed: allowed, window: window,
      entries: plan.read.entries, lastEntries: history.lastWholeRead?.entries)
  }

  /// Bases that lost more entries than allowed, since the last whole read or since the fullest of the window.
  private func shrunkenBases(_ plan: Plan, _ history: History) -> [Refusal] {
    guard let last = history.lastWholeRead else { return [] }
    return last.bases(beside: plan.bases).compactMap { base in
      // Those that are empty are refused as such, or let through as such.
      guard base.entries > 0, base.before > base.entries else { return nil }
      let before = max(base.before, lifted.contains(.shrink) ? 0 : history.fullest(base.name))
      let lost = before - base.entries
      guard let allowed = self[.shrink].allowed(of: before), lost > allowed else { return nil }
      var refusal = Refusal(
        .limit(.shrink, self[.shrink]), directory: plan.directory, found: lost, of: before, allowed: allowed,
        window: before > base.before ? window : nil, subject: base.name, entries: base.entries, lastEntries: base.before
      )
      refusal.insteadOf = base.formerName
      return refusal
    }
  }
}

extension History {
  /// The most entries a base had within the window; what an operator let it shrink to counts from then on.
  fileprivate func fullest(_ base: String) -> Int {
    let assented = applied.lastIndex { $0.lifted.contains(.shrink) } ?? applied.startIndex
    let recent = applied[assented...]
    return recent.compactMap { run in run.counts.bases.first { $0.dn == base }?.entries }.max() ?? 0
  }
}

extension Limit {
  /// A percentage of nothing: it cannot apply, as on a first run.
  fileprivate func isEmptyShare(_ base: Int) -> Bool {
    if case .percent = self { base == 0 } else { false }
  }
}

extension Limit.Name {
  /// Judged by the entries of a whole read, not by the accounts.
  fileprivate var isOfEntries: Bool { self == .creations || self == .problems || self == .shrink }
  /// Summed over the window. Open problems are not: each run counts all of them again.
  fileprivate var isSummed: Bool { self != .problems && self != .shrink }
}

extension Plan {
  fileprivate func figure(_ name: Limit.Name) -> Int {
    switch name {
    case .problems: Set(open.problems.map { $0.anchor ?? $0.dn }).count
    case .deactivations: counts.figure(name) + adopted { !$0.status.isActive && $0.reason.isOfDeactivation }
    case .updates: counts.figure(name) + adopted { takenOver > 0 && !$0.fields.isEmpty }
    default: counts.figure(name)
    }
  }

  /// Accounts that are there already and get a tie, with what that does to them.
  private func adopted(_ isMeant: (Change) -> Bool) -> Int { changes.count { $0.kind == .adopt && isMeant($0) } }
}

extension Counts {
  /// The figure a limit looks at.
  package func figure(_ name: Limit.Name) -> Int {
    switch name {
    case .deactivations: deactivate
    case .creations: create
    case .updates: update
    case .emailChanges: emailChanges
    case .emailRemovals: emailRemovals
    case .linkMails: linkMails
    case .problems: problems
    case .shrink: 0
    }
  }
}
