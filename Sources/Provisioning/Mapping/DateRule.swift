import Foundation

/// Until when an entry gives its person an account.
package struct DateRule: Equatable, Sendable {
  /// The first of these that has a value gives it.
  package let sources: [String]
  package let form: DateForm

  package init(from sources: [String], form: DateForm) {
    self.sources = sources
    self.form = form
  }

  /// What a value says: a moment, no end at all, or nothing that can be understood.
  package enum Reading: Equatable, Sendable {
    case until(Date)
    case never
    case unreadable
  }

  /// 0 and 2^63−1 mean never, as in Active Directory's `accountExpires`; so does −1, as in `shadowExpire`.
  package func read(_ text: String) -> Reading {
    if text == "0" || text == "9223372036854775807" || text == "-1" { return .never }
    return form.moment(text).map(Reading.until) ?? .unreadable
  }
}
