import Foundation
import Presentation
import Provisioning

/// Plain values of settings: each reader gives nil after having reported why.
extension SettingsNode {
  /// Text, with `${env:NAME}` filled in.
  func text(_ expected: String = "text") -> String? {
    guard let raw = rawText(expected) else { return nil }
    return SettingsReference.expand(raw, at: self, credentials: .refused)
  }

  func boolean() -> Bool? {
    switch node.string {
    case "true" where node.scalar != nil: true
    case "false" where node.scalar != nil: false
    default: wrongType("true or false")
    }
  }

  func integer(_ range: ClosedRange<Int>) -> Int? {
    let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard let raw = text(expected) else { return nil }
    guard let number = Int(raw) else { return wrongType(expected) }
    return range.contains(number) ? number : refuse(expected)
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
    let expected = Self.anyOf(Word.allCases.map(\.rawValue))
    guard let raw = text(expected) else { return nil }
    return Word(rawValue: raw) ?? refuse(expected)
  }

  static func anyOf(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Seconds, from `10s`, `5m`, `24h` or `7d`.
  func duration(atLeast least: Int = 0) -> Int? {
    let expected = "a duration such as 10s, 5m, 24h or 7d" + (least > 0 ? ", at least \(least)s" : "")
    guard let raw = text(expected) else { return nil }
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = raw.last.flatMap({ units[$0] }), let count = Self.count(raw.dropLast()), count <= 1_000_000
    else { return refuse(expected) }
    return count * unit >= least ? count * unit : refuse(expected)
  }

  func limit(isCount: Bool = false) -> Limit? {
    let expected = isCount ? "a count such as 500, or none" : "a count such as 500, a percentage such as 5%, or none"
    guard let raw = text(expected) else { return nil }
    if isCount, raw.hasSuffix("%") { return refuse(expected) }
    return LimitSettings.parse(raw) ?? refuse(expected)
  }

  func rate() -> Rate? {
    let expected = "a rate such as 10/s, 100/min or 5000/h"
    guard let raw = text(expected) else { return nil }
    let parts = raw.split(separator: "/", omittingEmptySubsequences: false)
    let units = ["s": 1, "min": 60, "h": 3600]
    guard parts.count == 2, let count = Self.count(parts[0]), (1...1_000_000).contains(count),
      let seconds = units[String(parts[1])]
    else { return refuse(expected) }
    return Rate(count: count, seconds: seconds)
  }

  func quietHours(in zone: TimeZone) -> QuietHours? {
    let expected = "two different times such as 21:00-07:00"
    guard let raw = text(expected) else { return nil }
    return QuietHours(raw, timeZone: zone) ?? refuse(expected)
  }

  func mailAddress() -> Mailbox? {
    let expected = "an address such as ada@valmont.example or Ada <ada@valmont.example>"
    guard let raw = text(expected) else { return nil }
    return Mailbox(raw) ?? refuse(expected)
  }

  /// A path, made absolute from the folder of the file.
  func path() -> String? {
    guard let raw = rawText("a path") else { return nil }
    return SettingsReference.expand(raw, at: self, credentials: .asPaths).map(source.absolute)
  }

  /// Digits only: no sign, no space.
  private static func count(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(text) : nil
  }
}
