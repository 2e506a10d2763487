import Foundation

/// One run over one directory: read, plan, guard, and, if it may, commit.
package struct SyncRun: Sendable {
  package enum Mode: Equatable, Sendable { case plan, apply }

  /// Who runs, and what tells the time and an interruption.
  package struct Circumstances: Sendable {
    package let runID: String
    package let actor: Actor
    package let clock: @Sendable () -> Date
    package let isInterrupted: @Sendable () -> Bool
    package let onProgress: @Sendable (RunProgress) -> Void
    /// The mails that tell of the run, which are queued with this line.
    package let announce: @Sendable (RunRecord) -> [ReportMailRow]

    package init(
      runID: String, actor: Actor, clock: @escaping @Sendable () -> Date,
      isInterrupted: @escaping @Sendable () -> Bool = { false },
      onProgress: @escaping @Sendable (RunProgress) -> Void = { _ in },
      announce: @escaping @Sendable (RunRecord) -> [ReportMailRow] = { _ in [] }
    ) {
      self.runID = runID
      self.actor = actor
      self.clock = clock
      self.isInterrupted = isInterrupted
      self.onProgress = onProgress
      self.announce = announce
    }
  }

  let mapping: Mapping
  let policy: Policy
  let limits: Limits
  let issuer: TokenIssuer
  /// Narrows the read (`--only`); then nothing is absent.
  let selection: Filter?
  /// Reads everything, though what changed could be told (`--full`).
  let readsWhole: Bool
  let circumstances: Circumstances

  package init(
    mapping: Mapping, policy: Policy, limits: Limits, issuer: TokenIssuer, selection: Filter? = nil,
    readsWhole: Bool = false, circumstances: Circumstances
  ) {
    self.mapping = mapping
    self.policy = policy
    self.limits = limits
    self.issuer = issuer
    self.selection = selection
    self.readsWhole = readsWhole
    self.circumstances = circumstances
  }

  /// Runs once. Whatever fails is in the report; nothing is half done.
  ///
  /// - Parameter plans: those a dry run made of earlier directories: it goes on from what would have come of them.
  package func run(
    _ mode: Mode, on directory: any Directory, into store: any AccountStore, after plans: [Plan] = []
  ) -> DirectoryReport {
    let startedAt = circumstances.clock()
    do throws(RunFailure) {
      return try attempt(mode, directory, store, after: plans, startedAt)
    } catch {
      return failed(error, mode, directory.name, store, startedAt)
    }
  }

  private func attempt(
    _ mode: Mode, _ directory: any Directory, _ store: any AccountStore, after plans: [Plan], _ startedAt: Date
  ) throws(RunFailure) -> DirectoryReport {
    let accounts: any AccountReading = plans.isEmpty ? store : PlannedAccounts(store, after: plans)
    let (read, planner) = try read(directory, beside: accounts, startedAt)
    var draft = Drafting(run: self, planner: planner, read: read, store: accounts, startedAt: startedAt)
    try draft.plan()
    while mode == .apply && draft.refusals.isEmpty {
      let batch = batch(draft, startedAt)
      switch try asking({ () throws(StoreError) in try store.commit(batch) }) {
      case .committed(let receipt): return report(draft, batch.run, receipt)
      case .stale(let accounts): try draft.plan(again: accounts)
      }
    }
    let line = record(draft, outcome(of: draft), startedAt)
    if mode == .apply { try asking { () throws(StoreError) in try store.record(line) } }
    return report(draft, line, nil)
  }

  private func read(
    _ directory: any Directory, beside store: any AccountReading, _ startedAt: Date
  ) throws(RunFailure) -> (ReadOutcome, Planner) {
    let request = try request(to: directory.name, beside: store, startedAt)
    var intake = Intake(directory: directory.name, mapping: mapping, policy: policy, at: startedAt, store: store)
    var count = 0
    // What the store failed at passes through the directory as a read that was stopped.
    var failure: StoreError?
    let outcome: ReadOutcome
    do throws(DirectoryError) {
      outcome = try directory.read(request) { (coverage) throws(DirectoryError) in
        do throws(StoreError) { return try intake.lookUps(after: coverage) } catch { failure = error }
        throw .interrupted
      } _: { (event) throws(DirectoryError) in
        do throws(StoreError) { try intake.take(event) } catch { failure = error }
        if failure != nil { throw .interrupted }
        if case .began = event { count = 0 }
        count += 1
        if count.isMultiple(of: 1_000) {
          if circumstances.isInterrupted() { throw .interrupted }
          circumstances.onProgress(.reading(entries: count))
        }
      }
    } catch {
      throw failure.map { .store($0) } ?? .directory(error)
    }
    return (outcome, try asking { () throws(StoreError) in try intake.finish(outcome) })
  }

  private func request(
    to directory: String, beside store: any AccountReading, _ startedAt: Date
  ) throws(RunFailure) -> ReadRequest {
    guard selection == nil else { return ReadRequest(mapping, selection: selection) }
    let cursor = try asking { () throws(StoreError) in try store.cursor(of: directory) }
    return ReadRequest(mapping, resuming: cursor, isWhole: readsWhole, at: startedAt)
  }

  private func batch(_ draft: Drafting, _ startedAt: Date) -> Batch {
    let record = record(draft, draft.plan.isSettled ? .settled : .applied, startedAt)
    let total = draft.plan.changes.count
    let circumstances = circumstances
    return Batch(draft.plan, since: draft.history.lastWholeRead, run: record, issuer: issuer, at: startedAt) { done in
      if circumstances.isInterrupted() { throw StoreError.interrupted }
      if done.isMultiple(of: 1_000) { circumstances.onProgress(.applying(done: done, of: total)) }
    }
  }

  // MARK: Accounts of it

  private func outcome(of draft: Drafting) -> RunRecord.Outcome {
    if !draft.refusals.isEmpty { return .refused }
    return draft.plan.isSettled ? .settled : .changes
  }

  private func record(_ draft: Drafting, _ outcome: RunRecord.Outcome, _ startedAt: Date) -> RunRecord {
    let line = RunRecord(
      id: circumstances.runID, directory: draft.plan.directory, outcome: outcome, startedAt: startedAt,
      endedAt: circumstances.clock(), actor: circumstances.actor, counts: draft.plan.counts,
      activeManaged: draft.history.activeManaged, lifted: limits.lifted,
      cause: draft.refusals.isEmpty ? nil : draft.refusals.map(\.cause.name).joined(separator: ","),
      detail: RunDetail(
        read: draft.plan.read, refusals: draft.refusals, adopts: policy.mailsNobody,
        problems: draft.plan.open.problems.count),
      matters: RunMatters(of: draft.plan))
    return announced(line)
  }

  private func announced(_ line: RunRecord) -> RunRecord {
    var line = line
    line.reportMails = circumstances.announce(line)
    return line
  }

  /// A commit that wrote people took its time; what else is in the report is in the line as well.
  private func report(_ draft: Drafting, _ line: RunRecord, _ receipt: Receipt?) -> DirectoryReport {
    let endedAt = line.outcome == .applied ? circumstances.clock() : line.endedAt
    return DirectoryReport(
      name: draft.plan.directory, outcome: line.outcome, seconds: endedAt.timeIntervalSince(line.startedAt),
      plan: draft.plan, refusals: draft.refusals, receipt: receipt,
      span: line.startedAt...max(line.startedAt, endedAt))
  }

  /// A failed run leaves its line in the journal, and says so itself when even that cannot be written.
  private func failed(
    _ failure: RunFailure, _ mode: Mode, _ directory: String, _ store: any AccountStore, _ startedAt: Date
  ) -> DirectoryReport {
    let endedAt = circumstances.clock()
    var failure = failure
    if mode == .apply {
      let line = RunRecord(
        id: circumstances.runID, directory: directory, outcome: .failed, startedAt: startedAt, endedAt: endedAt,
        actor: circumstances.actor, cause: failure.code,
        detail: RunDetail(failure: failure, adopts: policy.mailsNobody))
      do throws(StoreError) {
        try store.record(announced(line))
      } catch {
        if case .directory(.interrupted) = failure {} else { failure = failure.isOfStore ? failure : .store(error) }
      }
    }
    return DirectoryReport(
      name: directory, outcome: .failed, seconds: endedAt.timeIntervalSince(startedAt), failure: failure,
      span: startedAt...max(startedAt, endedAt))
  }

  func asking<Result>(_ question: () throws(StoreError) -> Result) throws(RunFailure) -> Result {
    do throws(StoreError) {
      return try question()
    } catch {
      throw .store(error)
    }
  }
}
