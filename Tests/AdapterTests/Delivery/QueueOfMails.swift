import Foundation
import Provisioning

/// An outbox that is a queue in memory: each mail is handed out once, and again only when put off or given back.
final class QueueOfMails: Outbox, @unchecked Sendable {
  private let lock = NSLock()
  private var mails: [Mail]
  private var leased: [Mail.ID: Mail] = [:]
  private var later: [(due: Date, mail: Mail)] = []
  private var outcomes: [Mail.ID: Delivery.Outcome] = [:]

  init(_ mails: [Mail]) { self.mails = mails.reversed() }

  var accepted: Int {
    lock.withLock { outcomes.values.count { if case .accepted = $0 { true } else { false } } }
  }

  func claim(_ count: Int, until lease: Date, at now: Date, pace: Pace?) throws(StoreError) -> [Mail] {
    lock.withLock {
      mails += later.filter { $0.due <= now }.map(\.mail)
      later.removeAll { $0.due <= now }
      let claimed = Array(mails.suffix(count).reversed())
      mails.removeLast(claimed.count)
      for mail in claimed { leased[mail.id] = mail }
      return claimed
    }
  }

  func renew(_ mails: [Mail.ID], until lease: Date) throws(StoreError) {}

  func record(_ deliveries: [Delivery]) throws(StoreError) {
    lock.withLock {
      for delivery in deliveries {
        guard let mail = leased.removeValue(forKey: delivery.mail) else { continue }
        if case .deferred(let due) = delivery.outcome {
          later.append((due, mail))
        } else {
          outcomes[mail.id] = delivery.outcome
        }
      }
    }
  }

  func release(_ released: [Mail.ID]) throws(StoreError) {
    lock.withLock { for id in released { if let mail = leased.removeValue(forKey: id) { mails.append(mail) } } }
  }

  func tally(at now: Date) throws(StoreError) -> OutboxTally {
    lock.withLock {
      OutboxTally(
        waiting: mails.count + leased.count + later.count { $0.due <= now }, nextDue: later.map(\.due).min())
    }
  }
}
