import Foundation
import Provisioning

extension MemoryStore {
  package func accounts(numbered numbers: [String], at now: Date) -> [Account] {
    accounts(at: now) { $0.responsable.number.map(numbers.contains) == true }
  }

  package func accountsWithoutPassword(at now: Date) -> [Account] {
    accounts(at: now) { $0.status.isActive && !$0.hasPassword }
  }

  private func accounts(at now: Date, where isWanted: (Account) -> Bool) -> [Account] {
    let snapshot = snapshot
    return snapshot.accounts.values.filter(isWanted).map { snapshot.joined($0, at: now) }.sorted { $0.id < $1.id }
  }

  package func mails(_ query: MailQuery) -> [MailJournalRow] {
    let snapshot = snapshot
    let rows = snapshot.lines.reversed().map { line in
      MailJournalRow(
        id: line.id, kind: line.row.kind, subject: line.subject, to: line.row.to, recipientName: line.row.recipientName,
        number: snapshot.number(of: line), state: line.state(at: query.now), queuedAt: line.queuedAt,
        dueAt: line.state == .waiting ? line.dueAt : nil, finishedAt: line.finishedAt, attempts: line.attempts,
        reply: line.reply, actor: line.actor)
    }
    return Array(rows.filter(query.selects).prefix(query.limit))
  }

  package func retry(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState? {
    try move(mail, from: [.failed, .cancelled], at: now) {
      ($0.state, $0.dueAt, $0.finishedAt, $0.bounces) = (.waiting, now, nil, nil)
    }
  }

  package func cancel(_ mail: Mail.ID, at now: Date) throws(StoreError) -> MailState? {
    try move(mail, from: [.waiting], at: now) { ($0.state, $0.lease, $0.finishedAt) = (.cancelled, nil, now) }
  }

  private func move(
    _ mail: Mail.ID, from states: Set<MailState>, at now: Date, _ body: (inout MemorySnapshot.Line) -> Void
  ) throws(StoreError) -> MailState? {
    try change { state throws(StoreError) in
      guard let index = state.snapshot.lines.firstIndex(where: { $0.id == mail }) else { return nil }
      let before = state.snapshot.lines[index].state(at: now)
      if states.contains(before) { body(&state.snapshot.lines[index]) }
      return before
    }
  }
}

extension MailQuery {
  fileprivate func selects(_ row: MailJournalRow) -> Bool {
    let isBy = by.map { by in [row.actor.name, row.actor.origin].contains { $0.lowercased().contains(by.lowercased()) }
    }
    let hasText = subject.map { row.subject?.lowercased().contains($0.lowercased()) ?? false } ?? false
    return (hasText || kinds?.contains(row.kind) ?? true)
      && to.map { row.to.lowercased().contains($0.lowercased()) } ?? true
      && isBy ?? true && state.map { $0 == row.state } ?? true && since.map { row.queuedAt >= $0 } ?? true
  }
}
