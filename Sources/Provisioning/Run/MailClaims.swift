import Foundation

/// How one thread of a delivery comes by the mails it sends.
struct MailClaims {
  let run: DeliveryRun
  let leases: LeaseKeeper
  /// How many mails are asked for at a time.
  private(set) var size: Int
  private var lastClaim: Date?
  private var claimNumber = 0

  init(run: DeliveryRun, leases: LeaseKeeper) {
    self.run = run
    self.leases = leases
    size = run.groupSize
  }

  /// The next mails to send, once it is written down what became of the last; nil when nothing is due.
  ///
  /// While mails are due but not to be had, because of the pace or because another thread or process holds them, it
  /// waits: a process that was killed leaves its mails to us within one lease.
  mutating func next(after notes: inout DeliveryNotes, unless isOver: () -> Bool) throws(StoreError) -> [Mail]? {
    let begin = run.clock()
    var delay = 0.02
    while !isOver() {
      let now = run.clock()
      let mails = try claim(after: &notes, at: now)
      if !mails.isEmpty { return mails }
      guard try isWorthWaiting(at: now, since: begin) else { return nil }
      run.pause(delay)
      delay = min(delay * 2, 0.5)
    }
    return nil
  }

  private mutating func claim(after notes: inout DeliveryNotes, at now: Date) throws(StoreError) -> [Mail] {
    adapt(at: now)
    let claim = MailClaim(
      size, until: now.addingTimeInterval(run.lease), at: now, pace: run.pace, isQuiet: isQuiet(now))
    let mails = try notes.write { deliveries throws(StoreError) in
      try run.outbox.record(deliveries, thenClaim: claim)
    }
    claimNumber = leases.hold(mails, claimedAt: now)
    lastClaim = mails.isEmpty ? nil : now
    return mails
  }

  /// Whether mails were claimed so long ago that what is left of them had better be claimed anew.
  var isOld: Bool { lastClaim.map { run.clock().timeIntervalSince($0) >= Self.patience } ?? false }

  /// In seconds.
  private static let patience = 2.0

  /// About a second's mails: whoever waits for one of another kind does not wait for long, and a quick relay not for the store.
  private mutating func adapt(at now: Date) {
    guard let lastClaim else { return }
    switch now.timeIntervalSince(lastClaim) {
    case ..<0.25: size = min(size * 2, run.groupSize * 5)
    case Self.patience...: size = max(size / 2, 1)
    default: break
    }
  }

  private func isQuiet(_ now: Date) -> Bool { run.quietHours?.contains(now) ?? false }

  private func isWorthWaiting(at now: Date, since begin: Date) throws(StoreError) -> Bool {
    guard !isQuiet(now) else { return false }
    let longest = max(2 * run.lease, run.pace.map { Double($0.seconds) + run.lease } ?? 0)
    return now.timeIntervalSince(begin) < longest ? try run.outbox.tally(at: now).waiting > 0 : false
  }

  /// Gives back mails that were not tried. A relay that lets nothing leave is no fault of theirs: they are due again at
  /// once, so that the next delivery after it was mended sends them.
  func giveBack(_ mails: ArraySlice<Mail>) throws(StoreError) {
    guard !mails.isEmpty else { return }
    let ours = leases.drop(mails.map(\.id), of: claimNumber)
    if !ours.isEmpty { try run.outbox.release(ours) }
  }
}
