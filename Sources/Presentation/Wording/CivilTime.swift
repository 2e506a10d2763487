import Foundation

/// A moment as the figures of a calendar and a clock, in one time zone.
///
/// Counted by hand (proleptic Gregorian, days from civil): a report may hold as many dates as lines.
package struct CivilTime: Equatable, Sendable {
  package let year: Int
  /// From 1.
  package let month: Int
  package let day: Int
  package let hour: Int
  package let minute: Int
  package let second: Int

  package init(_ date: Date, secondsFromGMT offset: Int = 0) {
    let moment = Int(date.timeIntervalSince1970.rounded(.down)) + offset
    let days = Int((Double(moment) / 86_400).rounded(.down))
    let clock = moment - days * 86_400
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    hour = clock / 3_600
    minute = clock / 60 % 60
    second = clock % 60
  }

  package init(_ date: Date, in zone: TimeZone) {
    self.init(date, secondsFromGMT: zone.secondsFromGMT(for: date))
  }

  /// `04:00`.
  package var clock: String { Self.pad(hour) + ":" + Self.pad(minute) }

  /// `2026-11-23T04:00:12Z`, if this is universal time (RFC 3339).
  package var iso: String {
    let years = String(year)
    let padded = String(repeating: "0", count: max(0, 4 - years.utf8.count)) + years
    return "\(padded)-\(Self.pad(month))-\(Self.pad(day))T\(clock):\(Self.pad(second))Z"
  }

  /// `2026-11-23 04:00`, which a spreadsheet takes for a moment and sorts by.
  package var stamp: String { "\(year)-\(Self.pad(month))-\(Self.pad(day)) \(clock)" }

  private static func pad(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
