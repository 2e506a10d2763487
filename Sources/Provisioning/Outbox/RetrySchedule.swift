import Foundation

/// When a mail that could not leave is tried again: soon at first, then ever more rarely, then no more.
///
/// RFC 5321 §4.5.4.1 asks for growing delays and for giving up after four to five days.
package struct RetrySchedule: Equatable, Sendable {
  /// The delay after each attempt, in seconds; the last one repeats.
  package let delays: [Int]
  /// How long after it was queued a mail is given up, in seconds.
  package let giveUpAfter: Int

  package init(
    delays: [Int] = [60, 300, 900, 1_800, 3_600, 7_200, 14_400], giveUpAfter: Int = 5 * 86_400
  ) {
    self.delays = delays.isEmpty ? [60] : delays
    self.giveUpAfter = giveUpAfter
  }

  /// The next moment to try a mail that just failed, or nil when it is given up.
  ///
  /// An old mail is given up only after it went through every growing delay: one that waited for days in a queue
  /// nobody served must survive its first greylisting.
  ///
  /// - Parameters:
  ///   - attempts: attempts so far, the one that just failed not counted.
  ///   - jitter: between 0 and 1; lengthens the delay by up to a quarter, so that mails refused together do not all
  ///     come back together.
  package func next(afterAttempts attempts: Int, queuedAt: Date, at now: Date, jitter: Double) -> Date? {
    let isOld = now.timeIntervalSince(queuedAt) >= Double(giveUpAfter)
    guard !isOld || attempts < delays.count else { return nil }
    let delay = Double(delays[min(max(attempts, 0), delays.count - 1)])
    return now.addingTimeInterval(delay * (1 + min(max(jitter, 0), 1) / 4))
  }
}
