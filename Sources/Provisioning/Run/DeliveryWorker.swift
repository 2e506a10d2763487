import Foundation

/// One connection of a delivery and the thread that works it.
final class DeliveryWorker {
  private let run: DeliveryRun
  private let board: DeliveryBoard
  private let leases: LeaseKeeper
  private let deadline: Date?
  private var connection: (any MailConnection)?
  /// Deliveries not yet written down, and since when the first of them waits.
  private var unrecorded: [Delivery] = []
  private var unrecordedSince = Date.distantFuture
  /// Connections lost one after the other, with no mail answered for in between.
  private var losses = 0
  private var hasLeft = false
  private var whenBusy: (() -> Void)?

  /// Losses in a row after which a thread stops asking for connections.
  private static let patience = 4

  init(run: DeliveryRun, board: DeliveryBoard, leases: LeaseKeeper, deadline: Date?) {
    self.run = run
    self.board = board
    self.leases = leases
    self.deadline = deadline
  }

  /// Delivers until there is nothing more to do.
  ///
  /// - Parameter whenBusy: called once, when a connection stands and there is work for others too.
  func work(whenBusy: (() -> Void)? = nil) {
    self.whenBusy = whenBusy
    defer { disconnect() }
    do {
      while !isOver, let mails = try nextGroup() { try deliver(mails) }
    } catch {
      board.fail(error)
    }
  }

  private var isOver: Bool {
    hasLeft || board.isOver || leases.error != nil || run.isInterrupted() || deadline.map { run.clock() >= $0 } ?? false
  }

  // MARK: Claiming

  /// The next mails to send; nil when nothing is due.
  ///
  /// While mails are due but not to be had, because of the pace or because another thread or process holds them, it
  /// waits: a process that was killed leaves its mails to us within one lease.
  private func nextGroup() throws(StoreError) -> [Mail]? {
    let begin = run.clock()
    var delay = 0.02
    while !isOver {
      let now = run.clock()
      let mails = try claim(at: now)
      if !mails.isEmpty { return mails }
      guard try isWorthWaiting(at: now, since: begin) else { return nil }
      run.pause(delay)
      delay = min(delay * 2, 0.5)
    }
    return nil
  }

  private func claim(at now: Date) throws(StoreError) -> [Mail] {
    let lease = now.addingTimeInterval(run.lease)
    var mails = try run.outbox.claimAwaited(run.groupSize, until: lease, at: now)
    if mails.isEmpty, !isQuiet(now) {
      mails = try run.outbox.claim(run.groupSize, until: lease, at: now, pace: run.pace)
    }
    leases.hold(mails, claimedAt: now)
    return mails
  }

  private func isQuiet(_ now: Date) -> Bool { run.quietHours?.contains(now) ?? false }

  private func isWorthWaiting(at now: Date, since begin: Date) throws(StoreError) -> Bool {
    guard !isQuiet(now) else { return false }
    let longest = max(2 * run.lease, run.pace.map { Double($0.seconds) + run.lease } ?? 0)
    return now.timeIntervalSince(begin) < longest ? try run.outbox.tally(at: now).waiting > 0 : false
  }

  // MARK: Sending

  private func deliver(_ mails: [Mail]) throws(StoreError) {
    var rest = mails[...]
    while let mail = rest.first, !isOver, let connection = connected() {
      if mails.count == run.groupSize { callOthers() }
      guard let delivery = attempt(mail, on: connection) else { break }
      rest.removeFirst()
      try note(delivery)
    }
    try flush()
    try giveBack(rest)
  }

  private func callOthers() {
    whenBusy?()
    whenBusy = nil
  }

  /// Sends one mail; nil when it was not tried.
  private func attempt(_ mail: Mail, on connection: any MailConnection) -> Delivery? {
    let message: [UInt8]
    do {
      message = try run.compose(mail)
    } catch {
      // Not the relay's fault and perhaps soon mended: a key or a template that is missing.
      return later(mail, reply: "not written: \(error)")
    }
    do {
      let reply = try connection.send(message, from: run.sender, to: mail.to)
      losses = 0
      return delivery(of: mail, reply)
    } catch {
      lose(error)
      return error == .interrupted ? nil : later(mail, reply: error.words)
    }
  }

  private func delivery(of mail: Mail, _ reply: MailReply) -> Delivery {
    switch reply.verdict {
    case .accepted: Delivery(mail: mail.id, outcome: .accepted(at: run.clock()), reply: reply.text)
    case .deferred: later(mail, reply: reply.text)
    case .refused(let recipient):
      Delivery(mail: mail.id, outcome: .refused(at: run.clock(), bounces: recipient), reply: reply.text)
    }
  }

  private func later(_ mail: Mail, reply: String) -> Delivery {
    let now = run.clock()
    let next = run.schedule.next(
      afterAttempts: mail.attempts, queuedAt: mail.queuedAt, at: now, jitter: run.jitter())
    return Delivery(
      mail: mail.id, outcome: next.map { .deferred(until: $0) } ?? .refused(at: now, bounces: false), reply: reply)
  }

  // MARK: Connecting

  /// The connection, opened if need be; nil when this thread gets none.
  private func connected() -> (any MailConnection)? {
    while connection == nil, !isOver {
      do {
        connection = try run.transport.connect()
        board.connectionOpened()
      } catch {
        // A first failure is answered at once: nobody wants to wait to hear that a setting is wrong.
        losses = losses == 0 || error.concernsEveryMail ? Self.patience : losses + 1
        guard losses < Self.patience else {
          leave(because: error)
          return nil
        }
        run.pause(backOff)
      }
    }
    return connection
  }

  /// Ends a connection that failed, and waits a little before the next one.
  private func lose(_ error: DeliveryError) {
    disconnect()
    losses += 1
    if error == .interrupted || error.concernsEveryMail {
      board.fail(error)
    } else if losses >= Self.patience {
      leave(because: error)
    } else if losses > 1 {
      run.pause(backOff)
    }
  }

  private var backOff: Double { Double(1 << min(losses - 1, 4)) / 2 }

  private func leave(because error: DeliveryError) {
    board.failUnlessConnected(error)
    hasLeft = true
  }

  private func disconnect() {
    guard let connection else { return }
    connection.close()
    self.connection = nil
    board.connectionClosed()
  }

  // MARK: Recording

  /// Keeps a delivery to be written down with the others of its group, but not for longer than a second.
  private func note(_ delivery: Delivery) throws(StoreError) {
    let now = run.clock()
    if unrecorded.isEmpty { unrecordedSince = now }
    unrecorded.append(delivery)
    if now.timeIntervalSince(unrecordedSince) >= 1 { try flush() }
  }

  private func flush() throws(StoreError) {
    guard !unrecorded.isEmpty else { return }
    let deliveries = unrecorded
    unrecorded = []
    leases.drop(deliveries.map(\.mail))
    try run.outbox.record(deliveries)
    run.progress(board.count(deliveries))
  }

  /// Gives back mails that were not tried. A relay that lets nothing leave is no fault of theirs: they are due again at
  /// once, so that the next delivery after it was mended sends them.
  private func giveBack(_ mails: ArraySlice<Mail>) throws(StoreError) {
    guard !mails.isEmpty else { return }
    leases.drop(mails.map(\.id))
    try run.outbox.release(mails.map(\.id))
  }
}
