import Foundation

@testable import Provisioning

/// An outbox on paper, for the rules of delivery alone.
final class PaperOutbox: Outbox, @unchecked Sendable {
  struct Line {
    let mail: Mail
    var attempts = 0
    var due: Date
    var lease: Date?
    var outcome: Delivery.Outcome?
    var reply = ""
  }

  private let lock = NSLock()
  private var lines: [Line]
  private var left: [Date] = []
  private(set) var renewals = 0
  private(set) var releases: [Mail.ID] = []
  private(set) var recordings: [Int] = []
  /// How many mails each claim that found any was given.
  private(set) var claims: [Int] = []
  var failure: StoreError?
  /// How many of the next recordings fail.
  var failingRecordings = 0
  var recordingFailure = StoreError.interrupted

  init(_ mails: [Mail]) { lines = mails.map { Line(mail: $0, due: $0.queuedAt) } }

  var all: [Line] { lock.withLock { lines } }

  func claim(_ count: Int, until lease: Date, at now: Date, pace: Pace?) throws(StoreError) -> [Mail] {
    try take(count, until: lease, at: now, pace: pace) { _ in true }
  }

  func claimAwaited(_ count: Int, until lease: Date, at now: Date) throws(StoreError) -> [Mail] {
    try take(count, until: lease, at: now, pace: nil) { $0.kind == .reset }
  }

  private func take(
    _ count: Int, until lease: Date, at now: Date, pace: Pace?, _ isWanted: (Mail) -> Bool
  ) throws(StoreError) -> [Mail] {
    lock.lock()
    defer { lock.unlock() }
    if let failure { throw failure }
    let recent = pace.map { pace in left.count { now.timeIntervalSince($0) < Double(pace.seconds) } } ?? 0
    let allowed = pace.map { max(0, $0.count - recent) } ?? count
    let due = lines.indices.filter { index in
      let line = lines[index]
      return line.outcome == nil && line.due <= now && line.lease.map { $0 <= now } ?? true && isWanted(line.mail)
    }.prefix(min(count, allowed))
    for index in due {
      lines[index].lease = lease
      if pace != nil { left.append(now) }
    }
    if !due.isEmpty { claims.append(due.count) }
    return due.map { index in
      let line = lines[index]
      let mail = line.mail
      return Mail(
        id: mail.id, kind: mail.kind, account: mail.account, to: mail.to, recipientName: mail.recipientName,
        number: mail.number, token: nil, messageID: mail.messageID, queuedAt: mail.queuedAt, attempts: line.attempts)
    }
  }

  func renew(_ mails: [Mail.ID], until lease: Date) throws(StoreError) {
    lock.withLock {
      renewals += 1
      for index in lines.indices where mails.contains(lines[index].mail.id) { lines[index].lease = lease }
    }
  }

  func record(_ deliveries: [Delivery]) throws(StoreError) {
    lock.lock()
    let fails = failingRecordings > 0
    if fails { failingRecordings -= 1 }
    lock.unlock()
    if fails { throw recordingFailure }
    lock.withLock {
      recordings.append(deliveries.count)
      for delivery in deliveries {
        guard let index = lines.firstIndex(where: { $0.mail.id == delivery.mail }) else { continue }
        lines[index].lease = nil
        lines[index].attempts += 1
        lines[index].reply = delivery.reply
        if case .deferred(let due) = delivery.outcome {
          lines[index].due = due
        } else {
          lines[index].outcome = delivery.outcome
        }
      }
    }
  }

  func release(_ mails: [Mail.ID]) throws(StoreError) {
    lock.withLock {
      releases += mails
      for index in lines.indices where mails.contains(lines[index].mail.id) { lines[index].lease = nil }
    }
  }

  func tally(at now: Date) throws(StoreError) -> OutboxTally {
    lock.withLock {
      let open = lines.filter { $0.outcome == nil }
      return OutboxTally(
        waiting: open.count { $0.due <= now || $0.lease.map { $0 > now } ?? false },
        nextDue: open.map(\.due).filter { $0 > now }.min())
    }
  }
}
