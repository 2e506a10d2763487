import Foundation
import Provisioning

extension MemoryStore {
  package func runs(_ count: Int) -> [RunLine] {
    var lines: [RunLine] = []
    for run in snapshot.runs {
      let line = RunLine(
        id: run.id, mode: run.detail.mode ?? .sync, startedAt: run.startedAt, endedAt: run.endedAt,
        directories: [.init(name: run.directory, outcome: run.outcome, cause: run.cause)], counts: run.counts,
        problems: run.detail.problems, actor: run.actor)
      if let index = lines.firstIndex(where: { $0.id == run.id }) { lines[index].add(line) } else { lines.append(line) }
    }
    return Array(lines.reversed().prefix(count))
  }

  package func runs(beginning text: String) -> [String] {
    Array(runs(.max).map(\.id).filter { $0.hasPrefix(text) }.prefix(10))
  }

  package func report(of run: String) -> Report? {
    let snapshot = snapshot
    let lines = zip(snapshot.runs, snapshot.changes).filter { $0.0.id == run }.map { record, changes in
      (record: record, changes: changes.compactMap { snapshot.change($0, in: record.directory) })
    }
    return Report(recalling: lines, sequel: snapshot.sequels[run])
  }

  package func record(_ sequel: RunSequel, of run: String) {
    state.withLock { $0.snapshot.sequels[run] = sequel }
  }

  package func figures(until run: String?, _ count: Int) -> [AccountFigures] {
    let all = snapshot.figures
    let last = run.flatMap { run in all.lastIndex { $0.run == run } } ?? all.count - 1
    var different: [AccountFigures] = []
    for figures in all.prefix(last + 1) where different.last?.isSame(as: figures) != true { different.append(figures) }
    return Array(different.suffix(count))
  }
}

extension AccountFigures {
  fileprivate func isSame(as other: AccountFigures) -> Bool {
    (accounts, addresses, passwords) == (other.accounts, other.addresses, other.passwords)
  }
}

extension MemorySnapshot {
  /// Writes the line of a run, with the figures of the accounts as they now are.
  mutating func append(_ run: RunRecord, _ changes: [RunChange]) {
    runs.append(run)
    for mail in run.reportMails { queue(mail, of: run) }
    self.changes.append(changes)
    let active = accounts.values.filter(\.status.isActive)
    figures.append(
      AccountFigures(
        run: run.id, at: run.endedAt, accounts: active.count,
        addresses: active.count { $0.responsable.email != nil }, passwords: active.count { $0.hasPassword }))
  }

  private mutating func queue(_ mail: ReportMailRow, of run: RunRecord) {
    let row = MailRow(
      kind: .report, to: mail.to, tokenHash: nil, messageID: mail.messageID, recipientName: mail.recipientName,
      number: "")
    var line = Line(
      id: Int64(lines.count + 1), row: row, account: nil, actor: run.actor, queuedAt: run.endedAt, dueAt: run.endedAt)
    line.subject = mail.subject
    lines.append(line)
  }

  fileprivate func change(_ change: RunChange, in directory: String) -> Change? {
    change.row.change(
      of: change.account, in: directory,
      number: change.row.kind == "create" ? accounts[change.account]?.responsable.number : nil)
  }
}
