import Foundation

/// A moment as it stands in a header, in Greenwich time: `Mon, 23 Nov 2026 04:00:12 +0000` (RFC 5322 §3.3).
struct MessageDate: Equatable {
  let text: String

  private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  init(_ moment: Date) {
    let seconds = Int(moment.timeIntervalSince1970.rounded(.down))
    let days = (Double(seconds) / 86_400).rounded(.down)
    let rest = seconds - Int(days) * 86_400
    let (year, month, day) = Self.civil(Int(days))
    let weekday = Self.weekdays[((Int(days) % 7) + 7) % 7]
    let time = [rest / 3_600, rest / 60 % 60, rest % 60].map(Self.two).joined(separator: ":")
    text = "\(weekday), \(Self.two(day)) \(Self.months[month - 1]) \(year) \(time) +0000"
  }

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

  /// Year, month and day of a number of days since 1970, by counting years from March, so that the leap day is the last.
  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * march + 2) / 5 + 1)
  }
}
