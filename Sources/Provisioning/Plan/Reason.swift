import Foundation

/// Why a change is made, in facts.
package enum Reason: Equatable, Sendable {
  /// The directory has an entry nobody is tied to.
  case newEntry
  /// The directory's values differ from those last agreed.
  case valuesChanged
  /// Only the DN is another.
  case renamed
  /// Missing from the directory since.
  case absent(since: Date)
  /// The mapping's `active` filter does not match the entry.
  case inactiveInDirectory
  /// The mapping's `activeUntil` has passed.
  case expired(at: Date)
  /// The entry is back, or active again; the account had been deactivated for this reason.
  case activeAgain(after: InactiveReason)
  /// An account that was not managed was found by these fields.
  case correlated(by: [Field])
  /// The entry was created anew; the account was tied to this anchor.
  case recreated(former: Anchor?)
  /// An earlier directory already gives this person.
  case secondary(of: String)
  /// The directory that gave this person has lost it.
  case takenOver
  /// This directory has the person, and comes before the one that gave them until now.
  case takenBack(from: String)
  /// The entry of a tie was found again under another anchor.
  case relinked(from: Anchor, to: Anchor, by: TieRule)

  var isTakenBack: Bool { if case .takenBack = self { true } else { false } }
  var isActiveAgain: Bool { if case .activeAgain = self { true } else { false } }
  /// The directory says that the account must not be used.
  var isOfDeactivation: Bool {
    switch self {
    case .inactiveInDirectory, .expired: true
    default: false
    }
  }

  /// The stable name reports and the journal use.
  package var code: String {
    switch self {
    case .newEntry: "new-entry"
    case .valuesChanged: "values-changed"
    case .renamed: "renamed"
    case .absent: "absent"
    case .inactiveInDirectory: "inactive-in-directory"
    case .expired: "expired"
    case .activeAgain: "active-again"
    case .correlated: "correlated"
    case .recreated: "re-created"
    case .secondary: "secondary"
    case .takenOver: "taken-over"
    case .takenBack: "taken-back"
    case .relinked: "relinked"
    }
  }
}
