import Foundation
import Provisioning

/// Reports in English.
package struct English: Wording {
  package let timeZone: TimeZone
  package let redaction: Redaction
  package let program: String
  package let figures = Figures(grouping: ",", decimal: ".", beforePercent: " ")

  package init(timeZone: TimeZone, redaction: Redaction = .off, program: String = "navette") {
    self.timeZone = timeZone
    self.redaction = redaction
    self.program = program
  }

  /// `1,430 accounts`, `1 account`.
  func count(_ value: Int, _ one: String, _ many: String) -> String {
    figures.number(value) + " " + (value == 1 ? one : many)
  }

  func entries(_ value: Int) -> String { count(value, "entry", "entries") }
  func accounts(_ value: Int) -> String { count(value, "account", "accounts") }
  func mails(_ value: Int) -> String { count(value, "mail", "mails") }

  /// `24 hours`, `90 minutes`.
  func duration(_ seconds: TimeInterval) -> String {
    let whole = Int(seconds.rounded())
    if whole >= 172_800 && whole.isMultiple(of: 86_400) { return count(whole / 86_400, "day", "days") }
    if whole >= 3_600 && whole.isMultiple(of: 3_600) { return count(whole / 3_600, "hour", "hours") }
    if whole >= 60 && whole.isMultiple(of: 60) { return count(whole / 60, "minute", "minutes") }
    return count(whole, "second", "seconds")
  }

  /// `a, b and c`.
  func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: ", ") + " and " + last
  }

  package func say(_ date: Date) -> String {
    let time = CivilTime(date, in: timeZone)
    return "\(time.day) \(Self.months[time.month - 1]) \(time.year), \(time.clock)"
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}
