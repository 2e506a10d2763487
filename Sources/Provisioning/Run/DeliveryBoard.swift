import Foundation

/// What the threads of one delivery know of each other.
///
/// Checked by hand: every stored property is reached under the lock alone.
final class DeliveryBoard: @unchecked Sendable {
  private let lock = NSLock()
  private var counts = DeliveryReport()
  private var openConnections = 0
  private var firstStoreError: StoreError?

  /// The counts so far, and why no mail can leave if that is so.
  var report: DeliveryReport { lock.withLock { counts } }

  var storeError: StoreError? { lock.withLock { firstStoreError } }

  /// Whether every thread should come to its end.
  var isOver: Bool {
    lock.withLock { firstStoreError != nil || counts.failure != nil || counts.ending == .interrupted }
  }

  /// Counts what became of mails, and answers with the counts so far.
  func count(_ deliveries: [Delivery]) -> DeliveryReport {
    lock.withLock {
      for delivery in deliveries { counts.count(delivery) }
      return counts
    }
  }

  func connectionOpened() { lock.withLock { openConnections += 1 } }

  func connectionClosed() { lock.withLock { openConnections -= 1 } }

  /// The store failed: nothing can be claimed or recorded.
  func fail(_ error: StoreError) {
    lock.withLock { if firstStoreError == nil { firstStoreError = error } }
  }

  /// No mail can leave at all, or the operator interrupted.
  func fail(_ error: DeliveryError) {
    lock.withLock {
      if counts.failure == nil { counts.ending = error == .interrupted ? .interrupted : .failed(error) }
    }
  }

  /// One thread cannot get a connection. That ends the delivery only if no other thread holds one: many relays allow
  /// fewer connections than were asked for.
  func failUnlessConnected(_ error: DeliveryError) {
    lock.withLock { if openConnections == 0, counts.failure == nil { counts.ending = .failed(error) } }
  }
}
