import Foundation

/// The part of the day in which no mail leaves that nobody is waiting for: from a time of day to another, perhaps over
/// midnight, by the clock on the wall of one time zone.
package struct QuietHours: Equatable, Sendable {
  /// Minutes after midnight.
  package let start: Int
  package let end: Int
  package let timeZone: TimeZone

  /// Nil when a bound is no time of day, or when both are the same.
  package init?(start: Int, end: Int, timeZone: TimeZone) {
    guard (0..<1_440).contains(start), (0..<1_440).contains(end), start != end else { return nil }
    self.start = start
    self.end = end
    self.timeZone = timeZone
  }

  /// Reads `21:00-07:00`, times of two digits each; nil when the text is not of that form.
  package init?(_ text: String, timeZone: TimeZone) {
    let bounds = text.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
    guard bounds.count == 2, let start = bounds[0], let end = bounds[1] else { return nil }
    self.init(start: start, end: end, timeZone: timeZone)
  }

  /// Whether a moment is quiet.
  ///
  /// The wall clock decides, so an hour that summer time skips is not missed and one that it repeats counts twice.
  package func contains(_ moment: Date) -> Bool {
    let wall = calendar.dateComponents([.hour, .minute], from: moment)
    let minute = (wall.hour ?? 0) * 60 + (wall.minute ?? 0)
    return start < end ? (start..<end).contains(minute) : minute >= start || minute < end
  }

  /// The first moment, from this one on, that is not quiet.
  package func open(from moment: Date) -> Date {
    contains(moment) ? next(end, after: moment) : moment
  }

  /// When a number of seconds outside quiet hours will have gone by.
  package func end(ofOpenSeconds seconds: Double, from moment: Date) -> Date {
    var opening = open(from: moment)
    var left = seconds
    while true {
      let closing = next(start, after: opening)
      let span = closing.timeIntervalSince(opening)
      // An estimate further away than any queue is as good as this one; it also bounds the loop.
      guard span > 0, span < left, opening.timeIntervalSince(moment) < 366 * 86_400 else {
        return opening.addingTimeInterval(left)
      }
      left -= span
      opening = open(from: closing)
    }
  }

  private func next(_ minute: Int, after moment: Date) -> Date {
    let time = DateComponents(hour: minute / 60, minute: minute % 60, second: 0)
    // `nextTime`: where summer time skips this minute, the first one after the gap.
    return calendar.nextDate(after: moment, matching: time, matchingPolicy: .nextTime) ?? moment
  }

  private var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    return calendar
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60
    else { return nil }
    let total = hour * 60 + minute
    // 24:00 is how people write the end of a day.
    return total == 1_440 ? 0 : total < 1_440 ? total : nil
  }
}
