import Foundation

/// Until when an entry gives its person an account.
package struct DateRule: Equatable, Sendable {
  /// The first of these that has a value gives it.
  package let sources: [String]
  package let form: DateForm
  /// By whose clock a day ends that is written without a time.
  package let timeZone: TimeZone

  package init(from sources: [String], form: DateForm, timeZone: TimeZone = .gmt) {
    self.sources = sources
    self.form = form
    self.timeZone = timeZone
  }

  /// The same rule by the clock of another zone.
  func judged(in zone: TimeZone) -> DateRule { DateRule(from: sources, form: form, timeZone: zone) }

  /// What a value says: a moment, no end at all, or nothing that can be understood.
  package enum Reading: Equatable, Sendable {
    case until(Date)
    case never
    case unreadable
  }

  /// 0 and 2^63−1 mean never, as in Active Directory's `accountExpires`; so does −1, as in `shadowExpire`.
  package func read(_ text: String) -> Reading {
    if text == "0" || text == "9223372036854775807" || text == "-1" { return .never }
    return form.moment(text, in: timeZone).map(Reading.until) ?? .unreadable
  }
}
