import Foundation

/// A language people read reports in.
package enum Language: String, Hashable, Sendable, CaseIterable {
  case fr, en

  /// The wording of this language, with dates in the portal's time zone.
  package func wording(timeZone: TimeZone, redaction: Redaction = .off) -> any Wording {
    switch self {
    case .fr: French(timeZone: timeZone, redaction: redaction)
    case .en: English(timeZone: timeZone, redaction: redaction)
    }
  }
}
