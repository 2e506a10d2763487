import Foundation

/// How a directory writes a date.
package enum DateForm: Equatable, Sendable {
  /// `20260831220000Z` (RFC 4517 §3.3.13).
  case generalizedTime
  /// Tenths of a microsecond since 1601, as Active Directory counts.
  case filetime
  /// Days since 1970, as `shadowExpire` counts (RFC 2307).
  case days
  /// A pattern such as `dd/MM/yyyy`.
  case pattern(DatePattern)

  /// The day as written, without regard to time zones: what a date of birth needs.
  package func day(_ text: String) -> CalendarDay? {
    switch self {
    case .generalizedTime: GeneralizedTime(text)?.day
    case .filetime, .days: moment(text).map { CalendarDay(sinceEpoch: Int($0.timeIntervalSince1970) / 86_400) }
    case .pattern(let pattern): pattern.day(text)
    }
  }

  /// The moment something ends. A date that people write includes its day, by the clock of a zone; a count of days ends
  /// as that day begins in UTC, as `shadowExpire` does.
  package func moment(_ text: String, in zone: TimeZone = .gmt) -> Date? {
    switch self {
    case .generalizedTime: return GeneralizedTime(text)?.moment
    case .filetime:
      guard let ticks = Int64(text), ticks > 0 else { return nil }
      return Date(timeIntervalSince1970: Double(ticks / 10_000_000 - 11_644_473_600))
    case .days:
      guard let days = Int(text), days > 0, days < 10_000_000 else { return nil }
      return Date(timeIntervalSince1970: Double(days) * 86_400)
    case .pattern(let pattern):
      return pattern.day(text)?.end(in: zone)
    }
  }

  /// The form a mapping names: `generalizedTime`, `filetime`, `days`, or a pattern; nil when it is none of them.
  package init?(name: String) {
    switch name {
    case "generalizedTime": self = .generalizedTime
    case "filetime": self = .filetime
    case "days": self = .days
    default:
      guard let pattern = DatePattern(name) else { return nil }
      self = .pattern(pattern)
    }
  }
}
