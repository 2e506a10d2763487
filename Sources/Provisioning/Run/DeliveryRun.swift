import Foundation

/// Lets the mails of the outbox leave: claim, compose, send, write down what became of them.
///
/// Several connections work side by side, each on a thread of its own. The first one is opened alone, so that a wrong
/// password is tried once and a dead relay waited for once. Whatever happens, a mail is recorded, given back, or free
/// again when its lease ends; one that is sent twice is the same to the byte.
package struct DeliveryRun: Sendable {
  package let outbox: any Outbox
  package let transport: any MailTransport
  /// The envelope sender (RFC 5321 §4.1.1.2).
  package let sender: String
  /// Turns a mail into a message (RFC 5322).
  package let compose: @Sendable (Mail) throws -> [UInt8]
  /// The most connections at one time.
  package var connections = 4
  package var pace: Pace?
  package var quietHours: QuietHours?
  package var schedule = RetrySchedule()
  /// How many mails are claimed and recorded together at first; a relay that is quick is given up to five times as many, one
  /// that is slow fewer. As many may be repeated after a crash, per connection.
  package var groupSize = 20
  /// How long a claim lasts unless renewed, in seconds.
  package var lease = 60.0
  package var clock: @Sendable () -> Date
  /// Between 0 and 1; see `RetrySchedule`.
  package var jitter: @Sendable () -> Double
  /// Waits for a number of seconds.
  package var pause: @Sendable (Double) -> Void = { Thread.sleep(forTimeInterval: $0) }
  package var isInterrupted: @Sendable () -> Bool = { false }
  /// Told the counts so far after each group, from any of the threads.
  package var progress: @Sendable (DeliveryReport) -> Void = { _ in }

  package init(
    outbox: any Outbox, transport: any MailTransport, sender: String,
    clock: @escaping @Sendable () -> Date, jitter: @escaping @Sendable () -> Double,
    compose: @escaping @Sendable (Mail) throws -> [UInt8]
  ) {
    self.outbox = outbox
    self.transport = transport
    self.sender = sender
    self.clock = clock
    self.jitter = jitter
    self.compose = compose
  }

  /// Sends until nothing is due, a deadline has passed, or the operator interrupts.
  ///
  /// A relay that lets nothing leave is not thrown but stands in the report, beside what left before.
  package func run(until deadline: Date? = nil) throws(StoreError) -> DeliveryReport {
    let board = DeliveryBoard()
    let leases = LeaseKeeper(outbox: outbox, lease: lease, clock: clock)
    let threads = DispatchGroup()
    let worker = { @Sendable in DeliveryWorker(run: self, board: board, leases: leases, deadline: deadline) }

    leases.start()
    worker().work(whenBusy: { startThreads(threads, worker) })
    threads.wait()
    leases.stop()

    if let error = board.storeError ?? leases.error { throw error }
    return try finish(board.report, isPastDeadline: deadline.map { clock() >= $0 } ?? false)
  }

  private func startThreads(_ group: DispatchGroup, _ worker: @escaping @Sendable () -> DeliveryWorker) {
    for _ in 1..<max(connections, 1) {
      group.enter()
      Thread {
        worker().work()
        group.leave()
      }.start()
    }
  }

  /// Adds to the counts what is left, and why.
  private func finish(_ counts: DeliveryReport, isPastDeadline: Bool) throws(StoreError) -> DeliveryReport {
    let now = clock()
    let tally = try outbox.tally(at: now)
    let opening = quietHours?.open(from: now) ?? now
    var report = counts
    report.waiting = tally.waiting
    report.postponed = tally.postponed
    report.nextDue = tally.waiting > 0 ? opening : tally.nextDue.map { quietHours?.open(from: $0) ?? $0 }
    report.estimatedEnd = estimatedEnd(of: tally.waiting, from: now)
    if report.failure != nil || report.ending == .interrupted { return report }
    if isInterrupted() {
      report.ending = .interrupted
    } else if isPastDeadline, tally.waiting > 0 {
      report.ending = .deadline
    } else if opening > now, tally.waiting > 0 {
      report.ending = .quietHours(until: opening)
    }
    return report
  }

  /// When a queue will be empty at the pace that is allowed, outside quiet hours.
  package func estimatedEnd(of waiting: Int, from now: Date) -> Date? {
    guard waiting > 0, let pace, pace.count > 0 else { return nil }
    let seconds = Double(waiting) / Double(pace.count) * Double(pace.seconds)
    return quietHours?.end(ofOpenSeconds: seconds, from: now) ?? now.addingTimeInterval(seconds)
  }
}
