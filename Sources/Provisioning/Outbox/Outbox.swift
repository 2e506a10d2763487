import Foundation

/// Mails written in the transaction of the change that caused them, delivered afterwards.
package protocol Outbox: Sendable {
  /// Leases up to `count` due mails until `lease`, the longest waiting first.
  ///
  /// Before a mail is handed out it is checked that its token and its address are still current; one that is not
  /// is cancelled. `pace` bounds how many may leave in its interval, counted over all processes.
  func claim(_ count: Int, until lease: Date, at now: Date, pace: Pace?) throws(StoreError) -> [Mail]

  /// Leases, as `claim` does, only mails that a person is waiting for: a reset just asked for.
  ///
  /// Neither pace nor quiet hours bind these, so they are asked for apart and first.
  func claimAwaited(_ count: Int, until lease: Date, at now: Date) throws(StoreError) -> [Mail]

  /// Writes down what became of mails and leases the next ones, those somebody is waiting for first, in one transaction:
  /// to a relay that is quick, every transaction is a wait.
  func record(_ deliveries: [Delivery], thenClaim claim: MailClaim) throws(StoreError) -> [Mail]

  /// Keeps the lease on mails that are still being sent.
  func renew(_ mails: [Mail.ID], until lease: Date) throws(StoreError)

  /// Writes down what became of mails, and starts the life of the tokens of those that were accepted.
  func record(_ deliveries: [Delivery]) throws(StoreError)

  /// Gives mails back unsent.
  func release(_ mails: [Mail.ID]) throws(StoreError)

  /// How many mails are in which state, and when the next one is due.
  func tally(at now: Date) throws(StoreError) -> OutboxTally

  /// Waits until mails may have come, at most so many seconds.
  func awaitMails(_ seconds: Int, isInterrupted: () -> Bool)
}

extension Outbox {
  /// An outbox that does not tell such mails apart has none: they leave with the others.
  package func claimAwaited(_ count: Int, until lease: Date, at now: Date) throws(StoreError) -> [Mail] { [] }

  package func record(_ deliveries: [Delivery], thenClaim claim: MailClaim) throws(StoreError) -> [Mail] {
    if !deliveries.isEmpty { try record(deliveries) }
    let awaited = try claimAwaited(claim.count, until: claim.lease, at: claim.now)
    guard awaited.isEmpty, !claim.isQuiet else { return awaited }
    return try self.claim(claim.count, until: claim.lease, at: claim.now, pace: claim.pace)
  }

  /// An outbox that does not hear of mails lets the time go by.
  package func awaitMails(_ seconds: Int, isInterrupted: () -> Bool) {
    for _ in 0..<seconds * 5 where !isInterrupted() { usleep(200_000) }
  }
}

/// Which mails are asked for: as `claimAwaited` gives them, and if there are none and the hours are not quiet, as `claim` does.
package struct MailClaim: Equatable, Sendable {
  package let count: Int
  /// Until when they are leased.
  package let lease: Date
  package let now: Date
  package let pace: Pace?
  package let isQuiet: Bool

  package init(_ count: Int, until lease: Date, at now: Date, pace: Pace?, isQuiet: Bool = false) {
    self.count = count
    self.lease = lease
    self.now = now
    self.pace = pace
    self.isQuiet = isQuiet
  }
}

/// At most `count` mails in any interval of `seconds`.
package struct Pace: Equatable, Sendable {
  package let count: Int
  package let seconds: Int

  package init(count: Int, per seconds: Int) {
    self.count = count
    self.seconds = seconds
  }
}

/// What became of one attempt at one mail.
package struct Delivery: Equatable, Sendable {
  package enum Outcome: Equatable, Sendable {
    /// The server took the mail.
    case accepted(at: Date)
    /// Not now; try again at this moment.
    case deferred(until: Date)
    /// Refused for good (5xx); `bounces` when it was the recipient that was refused.
    case refused(at: Date, bounces: Bool)
  }

  package let mail: Mail.ID
  package let outcome: Outcome
  /// The server's own words.
  package let reply: String

  package init(mail: Mail.ID, outcome: Outcome, reply: String) {
    self.mail = mail
    self.outcome = outcome
    self.reply = reply
  }
}

/// What waits in the outbox.
package struct OutboxTally: Equatable, Sendable {
  /// Due now or leased.
  package let waiting: Int
  /// To be tried again at a later moment.
  package let postponed: Int
  /// When the earliest mail that is not due yet becomes due.
  package let nextDue: Date?

  package init(waiting: Int = 0, postponed: Int = 0, nextDue: Date? = nil) {
    self.waiting = waiting
    self.postponed = postponed
    self.nextDue = nextDue
  }
}
