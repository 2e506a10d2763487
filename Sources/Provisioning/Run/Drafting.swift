import Foundation

/// A plan as it is made, and made again when somebody changed an account meanwhile.
struct Drafting {
  let run: SyncRun
  let planner: Planner
  let read: ReadOutcome
  let store: any AccountReading
  let startedAt: Date
  private(set) var plan: Plan
  private(set) var history = History()
  private(set) var refusals: [Refusal] = []
  /// Accounts that were planned again once, and those that are left alone after a second change.
  private var replanned: Set<AccountID> = []
  private var contested: Set<AccountID> = []

  init(run: SyncRun, planner: Planner, read: ReadOutcome, store: any AccountReading, startedAt: Date) {
    self.run = run
    self.planner = planner
    self.read = read
    self.store = store
    self.startedAt = startedAt
    plan = Plan(directory: planner.directory, read: read)
  }

  /// Asks the store, plans, and lets the guard look at it.
  ///
  /// - Parameter stale: accounts that were changed since the plan before; a second time they are left alone.
  mutating func plan(again stale: Set<AccountID> = []) throws(RunFailure) {
    contested.formUnion(replanned.intersection(stale))
    replanned.formUnion(stale)
    let name = planner.directory
    let now = startedAt
    let store = store
    var matches = Matches()
    for keys in planner.keys(after: read) {
      matches.merge(try run.asking { () throws(StoreError) in try store.matches(keys, in: name, at: now) })
    }
    let open = try run.asking { () throws(StoreError) in try store.openMatters(of: name) }
    plan = planner.finish(
      read, matches: matches, open: open, contested: contested, heldElsewhere: try heldElsewhere())
    let since = now - run.limits.window
    history = try run.asking { () throws(StoreError) in try store.history(of: name, since: since) }
    let held = try heldFields()
    refusals = run.limits.refusals(of: plan, mapping: run.mapping, held: held, history: history)
    for index in refusals.indices {
      refusals[index].isOfAdoption = run.policy.mailsNobody
      refusals[index].isOfChanges = !read.coverage.isWhole
    }
  }

  /// The accounts that open proposals of the other directories are about.
  private func heldElsewhere() throws(RunFailure) -> Set<AccountID> {
    let others = (run.policy.directories ?? []).subtracting([planner.directory])
    let store = store
    var held: Set<AccountID> = []
    for name in others.sorted() {
      let open = try run.asking { () throws(StoreError) in try store.openMatters(of: name) }
      held.formUnion(open.proposals.flatMap(\.accounts).map(AccountID.init))
    }
    return held
  }

  /// Only fields whose attributes brought nothing need to be asked for.
  private func heldFields() throws(RunFailure) -> Set<Field> {
    guard let read = plan.wholeRead else { return [] }
    let silent = run.mapping.rules.filter { item in
      item.rule.attributes.allSatisfy { read.count(of: $0) == 0 }
    }
    guard !silent.isEmpty else { return [] }
    let name = planner.directory
    let store = store
    return try run.asking { () throws(StoreError) in
      try store.heldFields(among: silent.map(\.field), in: name)
    }
  }
}
