import Provisioning

extension Limit {
  /// The percentage, where the limit is one.
  package var share: Double? {
    switch self {
    case .percent(let percent): percent
    case .none, .count: nil
    }
  }

  package var isShare: Bool { share != nil }
}
