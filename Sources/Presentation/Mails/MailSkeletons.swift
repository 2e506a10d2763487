import Foundation

/// The skeletons made so far.
///
/// Checked by hand: the dictionary is reached under the lock alone.
final class MailSkeletons: @unchecked Sendable {
  /// Of a mail's two parts.
  struct Pair {
    let text: MailSkeleton
    let html: MailSkeleton
  }

  private let lock = NSLock()
  private var pairs: [MailFacts.Shape: Pair] = [:]

  /// The skeletons for facts of this shape, made the first time they are asked for.
  func pair(_ shape: MailFacts.Shape, make: () -> Pair) -> Pair {
    lock.withLock {
      if let pair = pairs[shape] { return pair }
      let pair = make()
      pairs[shape] = pair
      return pair
    }
  }
}
