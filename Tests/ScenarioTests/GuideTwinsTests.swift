import Foundation
import Testing

/// Each page is there in English and in French, and the two say the same in the same order.
@Suite struct GuideTwinsTests {
  private struct Page {
    let english: String
    let french: String
  }

  private static let docs = URL(fileURLWithPath: GuideTests.docs)
  /// Figures of one machine, which need no words.
  private static let withoutTwin: Set = ["performance.md"]

  private static func pages(in folder: String) throws -> Set<String> {
    let root = docs.appending(path: folder).path
    return Set(
      try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.hasSuffix(".md") && !$0.hasPrefix("fr/") })
  }

  /// The first link of a page of one language to one of the other is to its twin.
  private static func twins() throws -> [Page] {
    try pages(in: "fr").sorted().map { name in
      let path = docs.appending(path: "fr/" + name)
      let links = try String(contentsOf: path, encoding: .utf8).matches(of: /\]\(((?:\.\.\/)+[a-z0-9\/-]+\.md)\)/)
      let targets = links.map {
        path.deletingLastPathComponent().appending(path: String($0.output.1)).standardizedFileURL
      }
      let french = docs.appending(path: "fr").standardizedFileURL.path + "/"
      let twin = try #require(targets.first { !$0.path.hasPrefix(french) }, "\(name) has no link to its twin")
      return Page(english: String(twin.path.dropFirst(docs.standardizedFileURL.path.count + 1)), french: name)
    }
  }

  /// The levels of its headings and the kinds of its blocks of code, in their order; what only tests read is left out.
  private static func shape(of name: String) throws -> [String] {
    let text = try String(contentsOf: docs.appending(path: name), encoding: .utf8).replacing(
      /<!--(?s:.*?)-->/, with: "")
    var isCode = false
    return text.split(separator: "\n").compactMap { line in
      if line.hasPrefix("```") {
        isCode.toggle()
        return isCode ? String(line) : nil
      }
      return !isCode && line.hasPrefix("#") ? String(line.prefix { $0 == "#" }) : nil
    }
  }

  @Test func `no page is in one language only`() throws {
    let english = try Self.twins().map(\.english)
    #expect(Set(english).count == english.count)
    #expect(Set(english) == (try Self.pages(in: "")).subtracting(Self.withoutTwin))
  }

  @Test func `twins have the same headings and blocks`() throws {
    for page in try Self.twins() {
      let (english, french) = (try Self.shape(of: page.english), try Self.shape(of: "fr/" + page.french))
      #expect(english == french, "\(page.english) and fr/\(page.french)")
    }
  }
}
