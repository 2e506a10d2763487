import Provisioning

/// The most that runs may do.
struct LimitSettings: Equatable, Sendable {
  var limits: [Limit.Name: Limit] = standard
  /// A base that had entries may now have none.
  var allowEmpty = false
  /// Over how long limits hold for all runs together, in seconds.
  var window = 86_400

  static let standard: [Limit.Name: Limit] = [
    .deactivations: .percent(5), .creations: .none, .updates: .percent(30), .emailChanges: .percent(20),
    .emailRemovals: .percent(5), .linkMails: .count(500), .problems: .percent(10), .shrink: .percent(20),
  ]

  /// `none`, `500` or `5%`; nil for anything else.
  static func parse(_ text: String) -> Limit? {
    if text == "none" { return Limit.none }
    let isPercentage = text.hasSuffix("%")
    let digits = isPercentage ? text.dropLast() : text[...]
    guard let first = digits.utf8.first, first >= 48 && first <= 57 else { return nil }
    if isPercentage {
      guard digits.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || $0 == 46 }), let percent = Double(digits), percent <= 100
      else { return nil }
      return .percent(percent)
    }
    return Int(digits).map(Limit.count)
  }
}
