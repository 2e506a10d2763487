import Foundation

/// A delivery's account of itself.
package struct DeliveryReport: Equatable, Sendable {
  /// Mails the relay took.
  package var sent = 0
  /// Mails refused for good, or given up.
  package var failed = 0
  /// Attempts that are made again later.
  package var deferred = 0
  /// Mails due now, or in the hands of another process.
  package var waiting = 0
  /// Mails to be tried again at a later moment.
  package var postponed = 0
  /// When there is something to do again, if there is anything.
  package var nextDue: Date?
  /// When the last waiting mail will have left, where a pace makes that later than now.
  package var estimatedEnd: Date?
  /// Each mail that will not be tried again, with the server's own words.
  package var failures: [Answer] = []
  /// The first hundred answers that put a mail off: enough to see why, whatever the size of the queue.
  package var deferrals: [Answer] = []
  package var ending = Ending.nothingDue

  package static let shownDeferrals = 100

  /// What was said about one mail.
  package struct Answer: Equatable, Sendable {
    package let mail: Mail.ID
    package let reply: String

    package init(mail: Mail.ID, reply: String) {
      self.mail = mail
      self.reply = reply
    }
  }

  /// Why the delivery ended.
  package enum Ending: Equatable, Sendable {
    case nothingDue
    /// Mails are waiting, and may not leave before this moment.
    case quietHours(until: Date)
    case deadline
    case interrupted
    /// No mail can leave.
    case failed(DeliveryError)
  }

  package init() {}

  /// Why no mail can leave, if that ended the delivery.
  package var failure: DeliveryError? {
    if case .failed(let error) = ending { error } else { nil }
  }

  /// Before when nothing leaves, if quiet hours ended the delivery.
  package var quietUntil: Date? {
    if case .quietHours(let end) = ending { end } else { nil }
  }

  /// Counts what became of one mail.
  mutating func count(_ delivery: Delivery) {
    let answer = Answer(mail: delivery.mail, reply: delivery.reply)
    switch delivery.outcome {
    case .accepted: sent += 1
    case .refused:
      failed += 1
      failures.append(answer)
    case .deferred:
      deferred += 1
      if deferrals.count < Self.shownDeferrals { deferrals.append(answer) }
    }
  }
}
