import Foundation

/// New ties as they are planned, and planned again when somebody changed an account meanwhile.
package struct RelinkDraft {
  private let run: RelinkRun
  private let directory: String
  private let store: any AccountStore
  private let startedAt: Date
  private var relinker: Relinker?
  private var read: ReadOutcome?
  private var history = History()
  private var result: Plan?
  private var refusals: [Refusal] = []
  private var failure: RunFailure?
  /// What can be done about each account that was named.
  package private(set) var verdicts: [String: NumberVerdict] = [:]
  /// Accounts that were planned again once, and those that are left alone after a second change.
  private var replanned: Set<AccountID> = []
  private var contested: Set<AccountID> = []

  init(run: RelinkRun, directory: String, store: any AccountStore, startedAt: Date) {
    self.run = run
    self.directory = directory
    self.store = store
    self.startedAt = startedAt
  }

  /// It failed or is refused as a whole, and nothing can be said of single accounts.
  package var cannotTell: Bool { failure != nil || !refusals.isEmpty }

  mutating func plan(reading directory: any Directory) {
    do throws(RunFailure) {
      let (name, now, store) = (directory.name, startedAt, store)
      history = try asking { () throws(StoreError) in try store.history(of: name, since: now) }
      var relinker = Relinker(
        directory: name, ties: try asking { () throws(StoreError) in try store.ties(of: name) }, mapping: run.mapping,
        policy: run.policy, formerAttribute: history.lastWholeRead?.anchorAttribute, at: startedAt)
      read = try run.read(directory, &relinker)
      self.relinker = relinker
      try plan()
    } catch {
      failure = error
    }
  }

  /// Asks the store, plans, and lets the guard look at it.
  private mutating func plan(again stale: Set<AccountID> = []) throws(RunFailure) {
    guard let relinker, let read else { return }
    contested.formUnion(replanned.intersection(stale))
    replanned.formUnion(stale)
    let (name, now, store) = (directory, startedAt, store)
    var matches = Matches()
    for keys in relinker.keys() {
      matches.merge(try asking { () throws(StoreError) in try store.matches(keys, in: name, at: now) })
    }
    let open = try asking { () throws(StoreError) in try store.openMatters(of: name) }
    let finding = relinker.finish(read, matches: matches, open: open, numbers: run.numbers, contested: contested)
    result = finding.plan
    verdicts = finding.verdicts
    refusals = run.refusals(of: finding.plan, relinker, history)
  }

  /// Applies the plan, or only tells of it. Whatever fails is in the report; nothing is half done.
  package mutating func finish(_ mode: SyncRun.Mode) -> DirectoryReport {
    var receipt: Receipt?
    if mode == .apply && failure == nil {
      do throws(RunFailure) {
        receipt = try apply()
      } catch {
        failure = error
      }
    }
    if mode == .apply && receipt == nil { recordLine() }
    return report(receipt)
  }

  /// Nil when there is nothing to write.
  private mutating func apply() throws(RunFailure) -> Receipt? {
    while refusals.isEmpty, let plan = result, isToBeWritten(plan) {
      let batch = batch(plan)
      let store = store
      switch try asking({ () throws(StoreError) in try store.commit(batch) }) {
      case .committed(let receipt): return receipt
      case .stale(let accounts): try self.plan(again: accounts)
      }
    }
    return nil
  }

  /// Another attribute has to be written down also when nobody is tied anew.
  private func isToBeWritten(_ plan: Plan) -> Bool { !plan.isSettled || relinker?.hasOtherAttribute == true }

  private func batch(_ plan: Plan) -> Batch {
    let circumstances = run.circumstances
    let total = plan.changes.count
    return Batch(
      relinking: plan, run: line(.applied), wholeRead: history.lastWholeRead?.anchored(by: run.mapping.anchor.attribute)
    ) { done in
      if circumstances.isInterrupted() { throw StoreError.interrupted }
      if done.isMultiple(of: 1_000) { circumstances.onProgress(.applying(done: done, of: total)) }
    }
  }

  // MARK: Accounts of it

  /// A run that wrote nothing leaves its line in the journal, and says so itself when even that cannot be written.
  private mutating func recordLine() {
    let (line, store) = (line(outcome(isApplied: false)), store)
    do throws(RunFailure) {
      try asking { () throws(StoreError) in try store.record(line) }
    } catch {
      if failure == nil { failure = error }
    }
  }

  private func outcome(isApplied: Bool) -> RunRecord.Outcome {
    if failure != nil { return .failed }
    if !refusals.isEmpty { return .refused }
    if isApplied { return .applied }
    return result.map(isToBeWritten) == true ? .changes : .settled
  }

  private func line(_ outcome: RunRecord.Outcome) -> RunRecord {
    RunRecord(
      id: run.circumstances.runID, directory: directory, outcome: outcome, startedAt: startedAt,
      endedAt: run.circumstances.clock(), actor: run.circumstances.actor, counts: result?.counts ?? Counts(),
      activeManaged: history.activeManaged,
      cause: failure?.code ?? (refusals.isEmpty ? nil : refusals.map(\.cause.name).joined(separator: ",")),
      detail: RunDetail(
        read: failure == nil ? read : nil, refusals: refusals, failure: failure,
        problems: result?.open.problems.count ?? 0, mode: .relink),
      matters: result.flatMap { RunMatters(of: $0) })
  }

  private func report(_ receipt: Receipt?) -> DirectoryReport {
    let endedAt = run.circumstances.clock()
    return DirectoryReport(
      name: directory, outcome: outcome(isApplied: receipt != nil), seconds: endedAt.timeIntervalSince(startedAt),
      plan: failure == nil ? result : nil, refusals: refusals, failure: failure, receipt: receipt,
      span: startedAt...max(startedAt, endedAt))
  }

  private func asking<Result>(_ question: () throws(StoreError) -> Result) throws(RunFailure) -> Result {
    do throws(StoreError) {
      return try question()
    } catch {
      throw .store(error)
    }
  }
}
