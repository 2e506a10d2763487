import Foundation

/// One connection of a delivery and the thread that works it.
final class DeliveryWorker {
  private let run: DeliveryRun
  private let board: DeliveryBoard
  private let leases: LeaseKeeper
  private let deadline: Date?
  private var claims: MailClaims
  private let line: RelayLine
  private var notes: DeliveryNotes
  private var whenBusy: (() -> Void)?
  /// Claimed, and neither sent nor given back.
  private var inHand: ArraySlice<Mail> = []

  init(run: DeliveryRun, board: DeliveryBoard, leases: LeaseKeeper, deadline: Date?) {
    self.run = run
    self.board = board
    self.leases = leases
    self.deadline = deadline
    claims = MailClaims(run: run, leases: leases)
    line = RelayLine(run: run, board: board)
    notes = DeliveryNotes(run: run, board: board, leases: leases)
  }

  /// Delivers until there is nothing more to do.
  ///
  /// - Parameter whenBusy: called once, when a connection stands and there is work for others too.
  func work(whenBusy: (() -> Void)? = nil) {
    self.whenBusy = whenBusy
    defer { line.close() }
    do {
      while !isOver, let mails = try claims.next(after: &notes, unless: { isOver }) { try deliver(mails) }
      try notes.flush()
    } catch {
      board.fail(error)
      // What left did leave: perhaps it can be written down all the same.
      notes.flushOnceBack { () throws(StoreError) in try claims.giveBack(inHand) }
    }
  }

  private var isOver: Bool {
    line.hasLeft || board.isOver || leases.error != nil || run.isInterrupted()
      || deadline.map { run.clock() >= $0 } ?? false
  }

  private func deliver(_ mails: [Mail]) throws(StoreError) {
    inHand = mails[...]
    while let mail = inHand.first, !isOver, !claims.isOld, let connection = line.open(unless: { isOver }) {
      if mails.count >= claims.size { callOthers() }
      guard let delivery = attempt(mail, before: inHand.dropFirst().first, on: connection) else { break }
      inHand.removeFirst()
      try notes.note(delivery)
    }
    guard !inHand.isEmpty else { return }
    try notes.flush()
    try claims.giveBack(inHand)
    inHand = []
  }

  private func callOthers() {
    whenBusy?()
    whenBusy = nil
  }

  /// Sends one mail; nil when it was not tried.
  private func attempt(_ mail: Mail, before next: Mail?, on connection: any MailConnection) -> Delivery? {
    let message: [UInt8]
    do {
      message = try run.compose(mail)
    } catch {
      // Not the relay's fault and perhaps soon mended: a key or a template that is missing.
      return later(mail, reply: "not written: \(error)")
    }
    do {
      let reply = try connection.send(message, from: run.sender, to: mail.to, before: next?.to)
      line.answered()
      return delivery(of: mail, reply)
    } catch {
      line.lose(error)
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
}
