import Foundation

/// A time as directories write it: `20260831220000Z`, `202608312200.5+0200` (RFC 4517 §3.3.13).
package struct GeneralizedTime: Equatable, Sendable {
  /// The day as written.
  package let day: CalendarDay
  package let moment: Date

  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    let digits = Array(bytes.prefix { $0 >= 48 && $0 <= 57 })
    guard [10, 12, 14].contains(digits.count),
      let day = CalendarDay(
        year: Self.number(digits[0..<4]), month: Self.number(digits[4..<6]), day: Self.number(digits[6..<8]))
    else { return nil }
    let hour = Self.number(digits[8..<10])
    let minute = digits.count >= 12 ? Self.number(digits[10..<12]) : 0
    let second = digits.count == 14 ? Self.number(digits[12..<14]) : 0
    guard hour < 24, minute < 60, second <= 60 else { return nil }
    var rest = bytes[digits.count...]
    let unit = [10: 3600, 12: 60, 14: 1][digits.count] ?? 1
    guard let fraction = Self.takeFraction(&rest), let zone = Self.offset(rest) else { return nil }
    self.day = day
    let seconds = day.sinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - zone
    moment = Date(timeIntervalSince1970: Double(seconds + Int(fraction * Double(unit))))
  }

  private static func takeFraction(_ rest: inout ArraySlice<UInt8>) -> Double? {
    guard let mark = rest.first, mark == UInt8(ascii: ".") || mark == UInt8(ascii: ",") else { return 0 }
    let digits = rest.dropFirst().prefix { $0 >= 48 && $0 <= 57 }
    rest = rest[digits.endIndex...]
    return digits.isEmpty ? nil : Double("0." + String(decoding: digits, as: UTF8.self))
  }

  /// Seconds east of Greenwich.
  private static func offset(_ zone: ArraySlice<UInt8>) -> Int? {
    if zone.elementsEqual("Z".utf8) { return 0 }
    guard let sign = zone.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    let digits = Array(zone.dropFirst())
    guard [2, 4].contains(digits.count), digits.allSatisfy({ $0 >= 48 && $0 <= 57 }) else { return nil }
    let hours = number(digits[0..<2])
    let minutes = digits.count == 4 ? number(digits[2..<4]) : 0
    guard hours < 24, minutes < 60 else { return nil }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "+") ? 1 : -1)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int { digits.reduce(0) { $0 * 10 + Int($1) - 48 } }
}
