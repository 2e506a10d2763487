import Foundation
import Presentation
import Provisioning
import Testing

/// What reports say of how a directory was read, and why in that way.
struct ReadWordingTests {
  @Test(arguments: Language.allCases)
  func `every cause is said, in a sentence of its own`(_ language: Language) throws {
    let words = language.wording(timeZone: .gmt)
    let said = try (SampleReads.whole + SampleReads.resumed).map { read in
      let what = try #require(words.explain(read)?.what, "\(String(describing: read.cause))")
      #expect(what.hasSuffix(".") && what.count < 200, "\(what)")
      return what
    }
    #expect(Set(said).count == said.count)
  }

  @Test func `no cause of the published list is left out`() throws {
    let path = URL(fileURLWithPath: #filePath).appending(path: "../../../../docs/report.schema.json").standardized
    let line = try String(contentsOf: path, encoding: .utf8).split(separator: "\n").first { $0.contains("\"why\":") }
    let codes = try #require(line).matches(of: /"([a-z-]+)"/).map { String($0.1) }.filter {
      !["why", "description", "enum"].contains($0)
    }
    #expect(Set(codes) == Set((SampleReads.whole + SampleReads.resumed).compactMap { $0.cause?.code }))
  }

  @Test func `a read of changes names its way and where it went on from`() throws {
    for read in SampleReads.resumed {
      for language in Language.allCases {
        let what = try #require(language.wording(timeZone: .gmt).explain(read)?.what)
        #expect(what.contains(read.method))
      }
    }
    let asked = try #require(SampleReads.whole.first)
    #expect(English(timeZone: .gmt).explain(asked)?.what == "Everything was read, because the settings say read: full.")
  }
}
