import Foundation
import Provisioning
import Testing

@Suite struct RetryScheduleTests {
  private let queued = Date(timeIntervalSince1970: 1_800_000_000)

  @Test(arguments: [
    (0, 60), (1, 300), (2, 900), (3, 1_800), (4, 3_600), (5, 7_200), (6, 14_400), (7, 14_400), (30, 14_400),
  ])
  func `each attempt is followed by a longer wait, up to four hours`(attempts: Int, seconds: Int) {
    let now = queued.addingTimeInterval(10)
    let next = RetrySchedule().next(afterAttempts: attempts, queuedAt: queued, at: now, jitter: 0)
    #expect(next == now.addingTimeInterval(Double(seconds)))
  }

  @Test(arguments: [(0.0, 60.0), (0.5, 67.5), (1, 75), (7, 75), (-1, 60)])
  func `jitter lengthens a wait by up to a quarter`(jitter: Double, seconds: Double) {
    let next = RetrySchedule().next(afterAttempts: 0, queuedAt: queued, at: queued, jitter: jitter)
    #expect(next == queued.addingTimeInterval(seconds))
  }

  @Test func `a mail is given up after five days`() {
    let schedule = RetrySchedule()
    var now = queued
    var attempts = 0
    while let next = schedule.next(afterAttempts: attempts, queuedAt: queued, at: now, jitter: 0), attempts < 100 {
      now = next
      attempts += 1
    }
    #expect(attempts == 36)
    #expect(now.timeIntervalSince(queued) >= 5 * 86_400)
    #expect(now.timeIntervalSince(queued) < 5 * 86_400 + 14_400)
  }

  @Test func `a mail that waited for days in a queue nobody served is still tried several times`() {
    let now = queued.addingTimeInterval(30 * 86_400)
    let tries = (0..<10).map {
      RetrySchedule().next(afterAttempts: $0, queuedAt: queued, at: now, jitter: 0) != nil
    }
    #expect(tries == [true, true, true, true, true, true, true, false, false, false])
  }
}
