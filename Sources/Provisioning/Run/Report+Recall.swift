import Foundation

extension Report {
  /// A report as it was, from the lines of a run in the order of its directories; nil when there are none.
  package init?(recalling lines: [(record: RunRecord, changes: [Change])], sequel: RunSequel?) {
    guard let first = lines.first, let last = lines.last else { return nil }
    let isApplied = lines.contains { $0.record.outcome == .applied }
    self.init(
      run: first.record.id, mode: first.record.detail.mode ?? .sync, startedAt: first.record.startedAt,
      endedAt: sequel?.endedAt ?? last.record.endedAt,
      directories: lines.map {
        DirectoryReport(recalling: $0.record, $0.changes, seconds: sequel?.seconds[$0.record.directory])
      },
      // Of a run that was killed before its mails had their turn, nothing is known here: the journal of mails tells.
      mails: first.record.detail.mode == .relink
        ? nil : sequel?.mails ?? (isApplied ? nil : MailTally(queued: 0, sent: 0, failed: 0, waiting: 0)),
      withoutPassword: sequel?.withoutPassword, adopts: lines.contains { $0.record.detail.adopts })
  }

  /// What is to be written down after the commit; nil when the lines tell all there is.
  package var sequel: RunSequel? {
    let isApplied = directories.contains { $0.outcome == .applied }
    guard isApplied || withoutPassword != nil || mails?.isQuiet == false else { return nil }
    let seconds = Dictionary(directories.map { ($0.name, $0.seconds) }) { first, _ in first }
    return RunSequel(endedAt: endedAt, seconds: seconds, mails: mails, withoutPassword: withoutPassword)
  }
}

extension DirectoryReport {
  fileprivate init(recalling record: RunRecord, _ changes: [Change], seconds: Double?) {
    let lacksChanges = record.outcome == .refused && record.counts.changes > 0
    self.init(
      name: record.directory, outcome: record.outcome,
      seconds: seconds ?? record.endedAt.timeIntervalSince(record.startedAt),
      plan: record.outcome == .failed ? nil : Plan(recalling: record, changes), refusals: record.detail.refusals,
      failure: record.detail.failure, span: record.startedAt...max(record.startedAt, record.endedAt),
      lacksChanges: lacksChanges)
  }
}

extension Plan {
  fileprivate init(recalling record: RunRecord, _ changes: [Change]) {
    // A line of a version that kept less still has its figures.
    let bases = record.counts.bases.map { ReadOutcome.Base(dn: $0.dn, entries: $0.entries) }
    self.init(
      directory: record.directory,
      read: record.detail.read ?? ReadOutcome(coverage: .everything, method: "full", bases: bases))
    self.changes = changes
    open = record.matters?.open ?? OpenMatters()
    drifts = record.matters?.drifts ?? []
    absences = record.matters?.absences ?? []
    counts = record.counts
  }
}

extension Report {
  /// The same as it stood when the lines of the run were written, before its mails had their turn.
  package var beforeItsMails: Report {
    var report = Report(
      run: run, mode: mode, startedAt: startedAt, endedAt: endedAt, directories: directories.map(\.beforeItsCommit),
      adopts: adopts)
    report.figures = figures
    return report
  }
}

extension DirectoryReport {
  fileprivate var beforeItsCommit: DirectoryReport {
    DirectoryReport(
      name: name, outcome: outcome,
      seconds: span.map { $0.upperBound.timeIntervalSince($0.lowerBound) } ?? seconds, plan: plan, refusals: refusals,
      failure: failure, receipt: receipt, span: span, lacksChanges: lacksChanges)
  }
}
