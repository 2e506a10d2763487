import Foundation

/// What became of mails and is not yet written down: a group is one transaction, and none waits for longer than a second.
struct DeliveryNotes {
  let run: DeliveryRun
  let board: DeliveryBoard
  let leases: LeaseKeeper
  private var deliveries: [Delivery] = []
  private var since = Date.distantFuture

  init(run: DeliveryRun, board: DeliveryBoard, leases: LeaseKeeper) {
    self.run = run
    self.board = board
    self.leases = leases
  }

  mutating func note(_ delivery: Delivery) throws(StoreError) {
    let now = run.clock()
    if deliveries.isEmpty { since = now }
    deliveries.append(delivery)
    if now.timeIntervalSince(since) >= 1 { try flush() }
  }

  mutating func flush() throws(StoreError) {
    guard !deliveries.isEmpty else { return }
    let outbox = run.outbox
    try write { noted throws(StoreError) in try outbox.record(noted) }
  }

  /// The same, and then what `body` does, of a store that is away for a while; tried for as long as the leases last, since what
  /// nobody knows to have left leaves again.
  mutating func flushOnceBack(_ body: () throws(StoreError) -> Void) {
    let end = run.clock().addingTimeInterval(run.lease)
    for _ in 0..<Int(run.lease) where run.clock() < end {
      do throws(StoreError) {
        try flush()
        return try body()
      } catch {
        guard error.isPassing, !run.isInterrupted() else { return }
        run.pause(1)
      }
    }
  }

  /// Hands over what is not yet written down, to be written with something else.
  mutating func write<Result>(
    _ record: ([Delivery]) throws(StoreError) -> Result
  ) throws(StoreError) -> Result {
    let noted = deliveries
    deliveries = []
    leases.drop(noted.map(\.mail))
    do throws(StoreError) {
      let result = try record(noted)
      if !noted.isEmpty { run.progress(board.count(noted)) }
      return result
    } catch {
      deliveries = noted
      throw error
    }
  }
}
