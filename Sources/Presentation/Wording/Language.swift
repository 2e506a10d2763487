import Foundation

/// A language people read reports in.
package enum Language: String, Hashable, Sendable, CaseIterable {
  case fr, en

  /// The wording of this language, with dates in the portal's time zone.
  ///
  /// - Parameter program: what every command that is shown begins with, `--config` included where the reader named it.
  package func wording(
    timeZone: TimeZone, redaction: Redaction = .off, program: String = "navette"
  ) -> any Wording {
    switch self {
    case .fr: French(timeZone: timeZone, redaction: redaction, program: program)
    case .en: English(timeZone: timeZone, redaction: redaction, program: program)
    }
  }
}
