import Foundation
import Provisioning
import Testing

@Suite struct QuietHoursTests {
  private let paris = TimeZone(identifier: "Europe/Paris") ?? .gmt

  private func moment(_ text: String) throws -> Date { try Date(text, strategy: .iso8601) }

  @Test(arguments: [
    ("2026-11-23T19:59:59Z", false), ("2026-11-23T20:00:00Z", true), ("2026-11-23T23:30:00Z", true),
    ("2026-11-24T05:59:59Z", true), ("2026-11-24T06:00:00Z", false),
    // Summer time: the same hours of the wall, an hour earlier in the world.
    ("2026-07-01T18:59:59Z", false), ("2026-07-01T19:00:00Z", true), ("2026-07-02T05:00:00Z", false),
  ])
  func `quiet hours over midnight go by the clock on the wall`(text: String, isQuiet: Bool) throws {
    let hours = try #require(QuietHours("21:00-07:00", timeZone: paris))
    #expect(try hours.contains(moment(text)) == isQuiet)
  }

  @Test(arguments: [
    ("21:00-07:00", "2026-11-23T22:00:00Z", "2026-11-24T06:00:00Z"),
    ("21:00-07:00", "2026-11-24T01:00:00Z", "2026-11-24T06:00:00Z"),
    ("21:00-07:00", "2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z"),
    ("12:00-14:00", "2026-11-24T11:30:00Z", "2026-11-24T13:00:00Z"),
    ("22:00-24:00", "2026-11-24T21:30:00Z", "2026-11-24T23:00:00Z"),
    // The night that summer time begins is an hour shorter, the one that it ends an hour longer.
    ("21:00-07:00", "2026-03-28T20:00:00Z", "2026-03-29T05:00:00Z"),
    ("21:00-07:00", "2026-10-24T19:00:00Z", "2026-10-25T06:00:00Z"),
    // 02:30 does not exist on 29 March in Paris: the first minute after it is 03:00.
    ("21:00-02:30", "2026-03-28T22:00:00Z", "2026-03-29T01:00:00Z"),
    ("02:15-02:45", "2026-03-29T00:59:00Z", "2026-03-29T00:59:00Z"),
  ])
  func `the end of quiet hours is found`(text: String, from: String, end: String) throws {
    let hours = try #require(QuietHours(text, timeZone: paris))
    #expect(try hours.open(from: moment(from)) == moment(end))
    #expect(try !hours.contains(moment(end)))
  }

  @Test(arguments: [
    (1, "2026-11-24T13:00:00Z"),
    (8, "2026-11-24T20:00:00Z"),
    (9, "2026-11-25T07:00:00Z"),
    (28, "2026-11-26T12:00:00Z"),
  ])
  func `what takes longer than the day goes on tomorrow`(hours open: Int, end: String) throws {
    let hours = try #require(QuietHours("21:00-07:00", timeZone: paris))
    let noon = try moment("2026-11-24T12:00:00Z")
    #expect(try hours.end(ofOpenSeconds: Double(open * 3_600), from: noon) == moment(end))
  }

  @Test(arguments: [
    "", "21:00", "21:00-21:00", "25:00-07:00", "21-07", "21:60-07:00", "21:00-07:00-08:00", "-1:00-07:00",
    "2١:00-07:00", "9:05-10:00", "21:00 - 07:00", "21:00-24:01",
  ])
  func `other texts are no hours`(text: String) {
    #expect(QuietHours(text, timeZone: paris) == nil)
  }
}
