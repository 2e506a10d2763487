import Foundation
import Presentation
import Testing

/// Numbers, shares and dates as each language writes them.
struct FiguresTests {
  static let english = English(timeZone: .gmt).figures
  static let french = French(timeZone: .gmt).figures

  @Test(arguments: [
    (0, "0", "0"), (999, "999", "999"), (1_430, "1,430", "1\u{202F}430"),
    (1_234_567, "1,234,567", "1\u{202F}234\u{202F}567"), (-1_430, "\u{2212}1,430", "\u{2212}1\u{202F}430"),
  ])
  func `thousands are grouped`(_ value: Int, _ english: String, _ french: String) {
    #expect(Self.english.number(value) == english)
    #expect(Self.french.number(value) == french)
  }

  @Test(arguments: [
    (14.825, 1, "14.8 %", "14,8\u{A0}%"), (5, 1, "5 %", "5\u{A0}%"), (0.5, 1, "0.5 %", "0,5\u{A0}%"),
    (0.04, 1, "0 %", "0\u{A0}%"), (2.125, 3, "2.125 %", "2,125\u{A0}%"), (1_200, 1, "1,200 %", "1\u{202F}200\u{A0}%"),
  ])
  func `a share has no closing zeros`(_ value: Double, _ places: Int, _ english: String, _ french: String) {
    #expect(Self.english.percent(value, places: places) == english)
    #expect(Self.french.percent(value, places: places) == french)
  }

  @Test func `a share that would read like its limit gets more decimals`() {
    #expect(Self.english.share(5_031, of: 100_000, over: 5) == "5.031 %")
    #expect(Self.english.share(212, of: 1_430, over: 5) == "14.8 %")
    #expect(Self.english.share(212, of: 1_430, over: nil) == "14.8 %")
  }

  @Test(arguments: [Double.nan, .infinity])
  func `what is no number is not shown as one`(_ value: Double) {
    #expect(Self.english.decimal(value, places: 2) == "?")
  }

  @Test func `a date stands in the portal's time zone`() throws {
    let paris = try #require(TimeZone(identifier: "Europe/Paris"))
    let date = Date(timeIntervalSince1970: 1_795_402_800)
    #expect(English(timeZone: paris).say(date) == "23 November 2026, 04:00")
    #expect(French(timeZone: paris).say(date) == "23\u{A0}novembre 2026 à 04:00")
    let summer = Date(timeIntervalSince1970: 1_782_864_000)
    #expect(French(timeZone: paris).say(summer) == "1er\u{A0}juillet 2026 à 02:00")
  }

  @Test func `the calendar agrees with Foundation's`() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    for step in 0..<4_000 {
      let date = Date(timeIntervalSince1970: Double(step) * 7_654_321.5 - 2_000_000_000)
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      let time = CivilTime(date)
      #expect([time.year, time.month, time.day] == [parts.year, parts.month, parts.day])
      #expect([time.hour, time.minute, time.second] == [parts.hour, parts.minute, parts.second])
    }
  }

  @Test(arguments: [
    (0.0, "1970-01-01T00:00:00Z"), (1_795_406_412.9, "2026-11-23T04:00:12Z"), (-1, "1969-12-31T23:59:59Z"),
  ])
  func `programs get universal time`(_ seconds: Double, _ expected: String) {
    #expect(CivilTime(Date(timeIntervalSince1970: seconds)).iso == expected)
  }
}
