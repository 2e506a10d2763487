import Foundation
import Provisioning
import Testing

@testable import Presentation

/// What reaches a terminal, and how wide it is there.
struct TerminalTextTests {
  @Test(arguments: [
    ("abc", "abc"), ("Éveillé", "Éveillé"), ("\u{1B}[31m", "\\u{1B}[31m"), ("a\nb", "a\\u{A}b"),
    ("\u{9B}1m", "\\u{9B}1m"), ("x\u{202E}y", "x\\u{202E}y"), ("\u{2066}\u{2069}", "\\u{2066}\\u{2069}"),
    ("\u{200E}\u{61C}", "\\u{200E}\\u{61C}"), ("\u{2028}", "\\u{2028}"), ("a\u{AD}b", "a\\u{AD}b"),
    ("\u{E0041}", "\\u{E0041}"), ("\u{FEFF}", "\\u{FEFF}"), ("👩‍👧", "👩‍👧"), ("日本", "日本"),
  ])
  func `what moves a cursor or turns text around is shown, not done`(_ text: String, _ expected: String) {
    #expect(TerminalText.safe(text) == expected)
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("Éveillé", 7), ("Zoe\u{301}", 3), ("日本", 4), ("한국", 4), ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2),
    ("🇫🇷", 2), ("🇫🇷🇧🇪", 4), ("❤\u{FE0F}", 2), ("ｱ", 1), ("Ａ", 2), ("1\u{202F}430", 5), ("→ …", 3),
  ])
  func `columns are counted as terminals do`(_ text: String, _ expected: Int) {
    #expect(DisplayWidth.of(text) == expected)
  }

  @Test(arguments: SampleReports.all.map(\.name), Language.allCases)
  func `no report holds a control character beside its line ends`(_ name: String, _ language: Language) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    for width in [nil, 40, 80] {
      let text = Golden.string(.text, report, Golden.style(language, width: width))
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || TerminalText.isSafe($0) })
    }
  }

  @Test(arguments: SampleReports.all.map(\.name), Language.allCases)
  func `no line is wider than the terminal`(_ name: String, _ language: Language) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    for width in [30, 47, 80, 133] {
      let text = Golden.string(.text, report, Golden.style(language, width: width))
      for line in text.split(separator: "\n") { #expect(DisplayWidth.of(String(line)) <= width) }
    }
  }

  @Test(arguments: SampleReports.all.map(\.name))
  func `colours add escapes and change nothing else`(_ name: String) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    for width in [nil, 40, 80] {
      let coloured = Golden.string(.text, report, Golden.style(width: width, colours: true))
      let stripped = coloured.replacing(/\u{1B}\[[0-9;]*m/, with: "")
      #expect(stripped == Golden.string(.text, report, Golden.style(width: width)))
      for line in coloured.split(separator: "\n") where line.contains("\u{1B}[") {
        #expect(line.matches(of: /\u{1B}\[0m/).count * 2 == line.matches(of: /\u{1B}\[/).count)
      }
    }
  }

  @Test func `signs can be kept to ASCII`() {
    let symbols = Change.Kind.allCases.map { Symbols.ascii.sign(of: $0) } + [Symbols.ascii.arrow, Symbols.ascii.mail]
    #expect(symbols.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } })
    for set in Symbols.allCases { #expect(Set(Change.Kind.allCases.map(set.sign)).count == 8) }
  }
}
