import Foundation
import Presentation
import Provisioning

/// Plain values of settings: each reader gives nil after having reported why.
extension SettingsNode {
  /// Text, with `${env:NAME}` filled in.
  func text(_ expected: SettingsError.Expectation = .text) -> String? {
    guard let raw = rawText(expected) else { return nil }
    return SettingsReference.expand(raw, at: self, credentials: .refused)
  }

  func boolean() -> Bool? {
    switch node.string {
    case "true" where node.scalar != nil: true
    case "false" where node.scalar != nil: false
    default: wrongType(.trueOrFalse)
    }
  }

  func integer(_ range: ClosedRange<Int>) -> Int? {
    let expected = SettingsError.Expectation.integer(range)
    guard let raw = text(expected) else { return nil }
    guard let number = Int(raw) else { return wrongType(expected) }
    return range.contains(number) ? number : refuse(expected)
  }

  /// One of the words of an enumeration.
  func word<Word: RawRepresentable & CaseIterable>(_ type: Word.Type) -> Word? where Word.RawValue == String {
    let expected = SettingsError.Expectation.oneOf(Word.allCases.map(\.rawValue))
    guard let raw = text(expected) else { return nil }
    return Word(rawValue: raw) ?? refuse(expected)
  }

  /// Seconds, from `10s`, `5m`, `24h` or `7d`.
  func duration(atLeast least: Int = 0) -> Int? {
    let expected = SettingsError.Expectation.duration(atLeast: least)
    guard let raw = text(expected) else { return nil }
    let units: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let unit = raw.last.flatMap({ units[$0] }), let count = Self.count(raw.dropLast()), count <= 1_000_000
    else { return refuse(expected) }
    return count * unit >= least ? count * unit : refuse(expected)
  }

  func limit(isCount: Bool = false) -> Limit? {
    let expected = isCount ? SettingsError.Expectation.count : .limit
    guard let raw = text(expected) else { return nil }
    if isCount, raw.hasSuffix("%") { return refuse(expected) }
    return LimitSettings.parse(raw) ?? refuse(expected)
  }

  func rate() -> Rate? {
    guard let raw = text(.rate) else { return nil }
    let parts = raw.split(separator: "/", omittingEmptySubsequences: false)
    let units = ["s": 1, "min": 60, "h": 3600]
    guard parts.count == 2, let count = Self.count(parts[0]), (1...1_000_000).contains(count),
      let seconds = units[String(parts[1])]
    else { return refuse(.rate) }
    return Rate(count: count, seconds: seconds)
  }

  func quietHours(in zone: TimeZone) -> QuietHours? {
    guard let raw = text(.quietHours) else { return nil }
    return QuietHours(raw, timeZone: zone) ?? refuse(.quietHours)
  }

  func mailAddress() -> Mailbox? {
    guard let raw = text(.mailbox) else { return nil }
    return Mailbox(raw) ?? refuse(.mailbox)
  }

  /// A path, made absolute from the folder of the file.
  func path() -> String? {
    guard let raw = rawText(.path) else { return nil }
    return SettingsReference.expand(raw, at: self, credentials: .asPaths).map(source.absolute)
  }

  /// Digits only: no sign, no space.
  private static func count(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } ? Int(text) : nil
  }
}
