import Foundation
import Presentation
import Provisioning
import Testing

/// What people and programs read, letter by letter.
struct GoldenReportTests {
  static let names = SampleReports.all.map(\.name)

  private func report(_ name: String) throws -> Report {
    try #require(SampleReports.all.first { $0.name == name }).report
  }

  @Test(arguments: names, Language.allCases)
  func `a report reads like its golden text in each language`(_ name: String, _ language: Language) throws {
    let text = Golden.string(.text, try report(name), Golden.style(language))
    try Golden.expect(text, matches: "\(name).\(language).txt")
  }

  @Test(arguments: ["plan", "refused", "hostile"])
  func `a report in colour reads like its golden text`(_ name: String) throws {
    let text = Golden.string(.text, try report(name), Golden.style(colours: true))
    try Golden.expect(text, matches: "\(name).colour.txt")
  }

  @Test(arguments: names, Language.allCases)
  func `a redacted report reads like its golden text`(_ name: String, _ language: Language) throws {
    let text = Golden.string(.text, try report(name), Golden.style(language, redact: true))
    try Golden.expect(text, matches: "\(name).redacted.\(language).txt")
  }

  @Test func `a verbose report shows bases and anchors`() throws {
    let text = Golden.string(.text, SampleReports.plan, Golden.style(width: nil, verbose: true))
    try Golden.expect(text, matches: "plan.verbose.txt")
  }

  @Test(arguments: names, Language.allCases)
  func `a report for programs is its golden JSON`(_ name: String, _ language: Language) throws {
    let text = Golden.string(.json, try report(name), Golden.style(language))
    try Golden.expect(text, matches: "\(name).\(language).json")
  }

  @Test(arguments: names)
  func `a redacted report for programs is its golden JSON`(_ name: String) throws {
    let text = Golden.string(.json, try report(name), Golden.style(redact: true))
    try Golden.expect(text, matches: "\(name).redacted.json")
  }

  @Test(arguments: names, Language.allCases)
  func `a report for a spreadsheet is its golden CSV`(_ name: String, _ language: Language) throws {
    let text = Golden.string(.csv, try report(name), Golden.style(language))
    try Golden.expect(text, matches: "\(name).\(language).csv")
  }

  @Test(arguments: names)
  func `a redacted report for a spreadsheet is its golden CSV`(_ name: String) throws {
    let text = Golden.string(.csv, try report(name), Golden.style(redact: true))
    try Golden.expect(text, matches: "\(name).redacted.csv")
  }

  @Test(arguments: names, Language.allCases)
  func `a report as a page is its golden HTML`(_ name: String, _ language: Language) throws {
    let text = Golden.page(try report(name), Golden.style(language))
    try Golden.expect(text, matches: "\(name).\(language).html")
  }

  @Test(arguments: names)
  func `a redacted report as a page is its golden HTML`(_ name: String) throws {
    let text = Golden.page(try report(name), Golden.style(redact: true))
    try Golden.expect(text, matches: "\(name).redacted.html")
  }
}
