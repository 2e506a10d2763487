import Foundation

/// Ever longer delays between attempts: 1, 2, 4 seconds and so on.
package struct Backoff: Equatable, Sendable {
  /// In seconds.
  private let first: Double
  private var attempts = 0

  package init(first: Double = 1) { self.first = first }

  /// The next delay, in seconds.
  ///
  /// - Parameters:
  ///   - most: the longest, in seconds.
  ///   - jitter: between 0 and 1; shortens the delay by up to a half, so that those whom one outage cut off do not all come
  ///     back in the same moment.
  package mutating func next(most: Double, jitter: Double) -> Double {
    let delay = min(first * pow(2, Double(min(attempts, 60))), most)
    attempts += 1
    return delay * (1 - min(max(jitter, 0), 1) / 2)
  }

  package mutating func reset() { attempts = 0 }
}
