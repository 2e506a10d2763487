import Foundation

/// The skeletons made so far, by template and by the shape of the facts.
///
/// Checked by hand: the dictionary is reached under the lock alone.
final class MailSkeletons: @unchecked Sendable {
  private let lock = NSLock()
  private var skeletons: [[String]: MailSkeleton] = [:]

  /// The skeleton of a template for these facts, made the first time it is asked for.
  func skeleton(_ template: String, _ facts: MailFacts, render: ([String: Any]) -> String) -> MailSkeleton {
    let key = [template] + facts.shape
    return lock.withLock {
      if let skeleton = skeletons[key] { return skeleton }
      let skeleton = MailSkeleton(facts, render: render)
      skeletons[key] = skeleton
      return skeleton
    }
  }
}
