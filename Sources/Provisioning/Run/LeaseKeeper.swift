import Foundation

/// Renews the leases of mails that are in hand, from a thread of its own, since a relay may take longer to answer for
/// one mail (RFC 5321 §4.5.3.2.6: ten minutes) than a lease lasts.
///
/// Checked by hand: every stored property that changes is reached under the lock alone.
final class LeaseKeeper: @unchecked Sendable {
  private let outbox: any Outbox
  private let lease: Double
  private let clock: @Sendable () -> Date
  private let lock = NSLock()
  private let stopping = DispatchSemaphore(value: 0)
  private let thread = DispatchGroup()
  /// In which claim each was leased, and when it was leased or renewed.
  private var held: [Mail.ID: (claim: Int, since: Date)] = [:]
  private var claims = 0
  private var firstError: StoreError?

  init(outbox: any Outbox, lease: Double, clock: @escaping @Sendable () -> Date) {
    self.outbox = outbox
    self.lease = lease
    self.clock = clock
  }

  /// Why leases could not be renewed, if so.
  var error: StoreError? { lock.withLock { firstError } }

  /// Keeps the leases of mails that were just claimed; returns the number of the claim.
  func hold(_ mails: [Mail], claimedAt moment: Date) -> Int {
    lock.withLock {
      claims += 1
      for mail in mails { held[mail.id] = (claims, moment) }
      return claims
    }
  }

  /// Lets go of mails of a claim; returns them without those that another thread claimed since, after a lease ran out.
  func drop(_ mails: [Mail.ID], of claim: Int) -> [Mail.ID] {
    lock.withLock {
      let ours = mails.filter { held[$0].map { $0.claim == claim } ?? true }
      for mail in ours { held[mail] = nil }
      return ours
    }
  }

  /// Lets go of mails, before they are recorded or given back: a renewal afterwards would hide them from the others.
  func drop(_ mails: [Mail.ID]) {
    lock.withLock { for mail in mails { held[mail] = nil } }
  }

  func start() {
    thread.enter()
    Thread { [self] in
      while keepOn() {}
      thread.leave()
    }.start()
  }

  func stop() {
    stopping.signal()
    thread.wait()
  }

  /// Waits a little, renews what is half spent, and says whether to go on.
  private func keepOn() -> Bool {
    guard stopping.wait(timeout: .now() + min(lease / 10, 1)) == .timedOut else { return false }
    return lock.withLock {
      if firstError == nil { renew(at: clock()) }
      return firstError == nil
    }
  }

  private func renew(at now: Date) {
    let spent = held.filter { now.timeIntervalSince($0.value.since) >= lease / 2 }.keys.sorted()
    guard !spent.isEmpty else { return }
    do {
      try outbox.renew(spent, until: now.addingTimeInterval(lease))
      for mail in spent { held[mail]?.since = now }
    } catch {
      firstError = error
    }
  }
}
