import Foundation

/// How one thread of a delivery comes by the mails it sends.
struct MailClaims {
  let run: DeliveryRun
  let leases: LeaseKeeper

  /// The next mails to send; nil when nothing is due.
  ///
  /// While mails are due but not to be had, because of the pace or because another thread or process holds them, it
  /// waits: a process that was killed leaves its mails to us within one lease.
  func next(unless isOver: () -> Bool) throws(StoreError) -> [Mail]? {
    let begin = run.clock()
    var delay = 0.02
    while !isOver() {
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

  /// Gives back mails that were not tried. A relay that lets nothing leave is no fault of theirs: they are due again at
  /// once, so that the next delivery after it was mended sends them.
  func giveBack(_ mails: ArraySlice<Mail>) throws(StoreError) {
    guard !mails.isEmpty else { return }
    leases.drop(mails.map(\.id))
    try run.outbox.release(mails.map(\.id))
  }
}
