import Foundation
import Provisioning

extension MemoryStore {
  package func claim(_ count: Int, until lease: Date, at now: Date, pace: Pace?) throws(StoreError) -> [Mail] {
    try change { state throws(StoreError) in
      state.snapshot.claim(min(count, state.snapshot.room(in: pace, at: now)), until: lease, at: now) { _ in true }
    }
  }

  package func claimAwaited(_ count: Int, until lease: Date, at now: Date) throws(StoreError) -> [Mail] {
    try change { state throws(StoreError) in
      state.snapshot.claim(count, until: lease, at: now) { $0.row.kind == .reset }
    }
  }

  package func renew(_ mails: [Mail.ID], until lease: Date) {
    change(mails) { if $0.state == .waiting, $0.lease != nil { $0.lease = lease } }
  }

  package func release(_ mails: [Mail.ID]) {
    change(mails) { if $0.state == .waiting { $0.lease = nil } }
  }

  package func record(_ deliveries: [Delivery]) {
    for delivery in deliveries {
      change([delivery.mail]) { $0.record(delivery) }
      guard case .accepted(let at) = delivery.outcome else { continue }
      state.withLock { state in
        guard let line = state.snapshot.lines.first(where: { $0.id == delivery.mail }), let hash = line.row.tokenHash,
          let token = state.snapshot.tokens[hash], token.expiresAt == nil
        else { return }
        state.snapshot.tokens[hash]?.expiresAt = at.addingTimeInterval(Double(token.row.life))
      }
    }
  }

  package func tally(at now: Date) -> OutboxTally {
    let waiting = snapshot.lines.filter { $0.state == .waiting }
    let due = waiting.count { $0.dueAt <= now || $0.state(at: now) == .sending }
    return OutboxTally(
      waiting: due, postponed: waiting.count - due,
      nextDue: waiting.map(\.dueAt).filter { $0 > now }.min())
  }

  private func change(_ mails: [Mail.ID], _ body: (inout MemorySnapshot.Line) -> Void) {
    state.withLock { state in
      for index in state.snapshot.lines.indices where mails.contains(state.snapshot.lines[index].id) {
        body(&state.snapshot.lines[index])
      }
    }
  }
}

extension MemorySnapshot.Line {
  fileprivate mutating func record(_ delivery: Delivery) {
    guard state == .waiting || delivery.outcome.isAccepted else { return }
    attempts += 1
    lease = nil
    reply = delivery.reply
    switch delivery.outcome {
    case .accepted(let at): (state, finishedAt, bounces) = (.sent, at, false)
    case .deferred(let until): dueAt = until
    case .refused(let at, let refused): (state, finishedAt, bounces) = (.failed, at, refused ? true : nil)
    }
  }
}

extension Delivery.Outcome {
  fileprivate var isAccepted: Bool { if case .accepted = self { true } else { false } }
}

extension MemorySnapshot {
  fileprivate func room(in pace: Pace?, at now: Date) -> Int {
    guard let pace else { return Int.max }
    let start = now.addingTimeInterval(-Double(pace.seconds))
    let sent = lines.count { $0.state == .sent && ($0.finishedAt ?? .distantPast) > start }
    return max(0, pace.count - sent - lines.count { $0.state(at: now) == .sending })
  }

  fileprivate mutating func claim(
    _ count: Int, until lease: Date, at now: Date, _ isWanted: (Line) -> Bool
  ) -> [Mail] {
    var taken: [Mail] = []
    let due = lines.indices.filter { lines[$0].state(at: now) == .waiting && lines[$0].dueAt <= now }
      .sorted { (lines[$0].dueAt, lines[$0].id) < (lines[$1].dueAt, lines[$1].id) }
    for index in due where taken.count < count && isWanted(lines[index]) {
      guard isCurrent(lines[index], at: now) else {
        cancel(index, at: now)
        continue
      }
      lines[index].lease = lease
      taken.append(mail(lines[index]))
    }
    return taken
  }

  private func isCurrent(_ line: Line, at now: Date) -> Bool {
    guard let id = line.account else { return true }
    guard let account = accounts[id], account.status.isActive else { return false }
    let address = account.responsable.email.map(EmailAddress.key)
    if line.row.kind != .noticeToFormer && address != EmailAddress.key(line.row.to) { return false }
    guard let hash = line.row.tokenHash else { return true }
    guard let token = tokens[hash] else { return false }
    return token.isOpen(at: now) && EmailAddress.key(token.row.address) == address
  }

  private func mail(_ line: Line) -> Mail {
    let token = line.row.tokenHash.flatMap { tokens[$0]?.row }
    return Mail(
      id: line.id, kind: line.row.kind, account: line.account, to: line.row.to, recipientName: line.row.recipientName,
      number: number(of: line),
      token: token.map { Mail.TokenReference(id: $0.id, keyID: $0.keyID, purpose: $0.purpose, life: $0.life) },
      messageID: line.row.messageID, queuedAt: line.queuedAt, attempts: line.attempts,
      otherAddress: line.row.otherAddress,
      report: line.subject.map { Mail.ReportReference(run: line.actor.name, subject: $0) })
  }

  func number(of line: Line) -> String {
    line.row.number.isEmpty ? line.account.flatMap { accounts[$0]?.responsable.number } ?? "" : line.row.number
  }
}
