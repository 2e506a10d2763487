import Foundation

/// The most of something that one run, and all runs of a window together, may do.
package enum Limit: Equatable, Sendable, Codable {
  case none
  case count(Int)
  case percent(Double)

  package enum Name: String, Hashable, Sendable, Codable, CaseIterable {
    case deactivations, creations, updates, emailChanges, emailRemovals, linkMails, problems, shrink
  }

  /// How many of `base` are allowed, rounded up; nil when anything is.
  package func allowed(of base: Int) -> Int? {
    switch self {
    case .none: nil
    case .count(let count): count
    case .percent(let percent): Int((Double(base) * percent / 100).rounded(.up))
    }
  }
}
