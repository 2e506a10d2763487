import Foundation
import Presentation
import Provisioning
import Testing

@testable import Presentation

/// What a spreadsheet makes of a report.
struct CSVReportTests {
  /// The cells, read as RFC 4180 says.
  private func rows(_ report: Report, _ style: TextStyle) throws -> [[String]] {
    let bytes = Golden.bytes(.csv, report, style)
    #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
    let text = String(decoding: bytes.dropFirst(3), as: UTF8.self)
    #expect(text.hasSuffix("\r\n"))
    return text.unicodeScalars.split(separator: "\r").map { line in
      cells(String(String.UnicodeScalarView(line.drop { $0 == "\n" })))
    }.filter { $0 != [""] }
  }

  private func cells(_ line: String) -> [String] {
    var cells = [""]
    var isQuoted = false
    for scalar in line.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].unicodeScalars.append(scalar)
      }
    }
    return cells
  }

  @Test(arguments: SampleReports.all.map(\.name), Language.allCases)
  func `every line has as many cells as the heading`(_ name: String, _ language: Language) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    let rows = try rows(report, Golden.style(language))
    #expect(Set(rows.map(\.count)).count == 1)
  }

  @Test(arguments: SampleReports.all.map(\.name))
  func `no cell begins a formula`(_ name: String) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    for cell in try rows(report, Golden.style()).joined() {
      #expect(!["=", "+", "-", "@", "\t", "\r"].contains(cell.unicodeScalars.first), "\(cell)")
    }
  }

  @Test(arguments: [
    ("=1+1", "'=1+1"), ("+33612345678", "'+33612345678"), ("-2", "'-2"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\\u{9}=1"), ("\r=1", "'\\u{D}=1"), ("\u{FF1D}1", "'\u{FF1D}1"),
    ("=HYPERLINK(\"http://x.example\",\"y\")", "\"'=HYPERLINK(\"\"http://x.example\"\",\"\"y\"\")\""),
    ("a,b", "\"a,b\""), ("il a dit \"non\"", "\"il a dit \"\"non\"\"\""), ("O'Neil", "O'Neil"), ("Éveillé", "Éveillé"),
    ("deux\nlignes", "deux\\u{A}lignes"), ("a\u{0}b", "a\\u{0}b"), ("", ""),
  ])
  func `a cell is one harmless line`(_ text: String, _ expected: String) {
    var csv = CSVWriter()
    csv.cell(text)
    #expect(String(decoding: csv.bytes.dropFirst(3), as: UTF8.self) == expected)
  }

  @Test func `a person is one line, with each field before and after`() throws {
    let rows = try rows(SampleReports.plan, Golden.style())
    let heading = rows[0]
    let zoe = try #require(rows.first { $0[3] == "R-0043" })
    let cell = { (name: String) in heading.firstIndex(of: name).map { zoe[$0] } }
    #expect(cell("code") == "update")
    #expect(cell("email before") == "zoe@ancien.example")
    #expect(cell("email after") == "zoe@valmont.example")
    #expect(cell("mobile before") == "'+33612345678")
    #expect(cell("mobile after") == "")
    #expect(cell("service after") == "Cantine, Garderie")
    #expect(rows.filter { SampleChanges.all.map(\.kind.rawValue).contains($0[1]) }.count == SampleChanges.all.count)
  }

  @Test func `whatever is open, refused or failed has a line and a remedy`() throws {
    let plan = try rows(SampleReports.plan, Golden.style())
    #expect(plan.filter { $0[0] == "problem" }.count == SampleMatters.problems.count)
    #expect(plan.filter { $0[0] == "problem" && $0[6].isEmpty }.isEmpty)
    let refused = try rows(SampleReports.refused, Golden.style())
    #expect(refused.filter { $0[0] == "refusal" }.count == (SampleRefusals.limits + SampleRefusals.others).count)
    let failed = try rows(SampleReports.failed, Golden.style())
    #expect(failed.filter { $0[0] == "failure" }.count == SampleReports.failed.directories.count)
  }
}
