import Foundation
import Provisioning
import Testing

@testable import Stores

/// The figures of a run, as they are kept in its line.
@Suite struct FiguresJSONTests {
  /// All of them, each its own.
  private static let counts = {
    var counts = Counts()
    for (number, name) in Counts.figures.keys.sorted().enumerated() {
      if let figure = Counts.figures[name] { counts[keyPath: figure] = number + 1 }
    }
    return counts
  }()

  @Test func `every figure is kept, and has a name`() throws {
    let text = Array(try RunJSON.text(Self.counts).utf8)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text)) as? [String: Any])
    #expect(Set(object.keys) == Set(Counts.figures.keys).union(["bases"]))
    #expect(FiguresJSON.counts(of: text) == Self.counts)
    #expect(try RunJSON.counts(from: text) == Self.counts)
  }

  @Test func `those of a whole read come with its bases`() throws {
    var counts = Self.counts
    counts.bases = [WholeRead.Base(dn: #"ou="a\b",dc=x"#, entries: 7), WholeRead.Base(dn: "ou=é/}]", entries: 0)]
    let text = Array(try RunJSON.text(counts).utf8)
    #expect(FiguresJSON.counts(of: text) == nil)
    #expect(try RunJSON.counts(from: text) == counts)
  }

  @Test(arguments: [
    (#"{"create":3}"#, 3), ("{}", 0), (#"{ "create" : 3 }"#, 3), (#"{"bases":[],"create":12,"later":5}"#, 12),
  ])
  func `a figure that is missing is nothing, and one of a later program is passed over`(text: String, create: Int)
    throws
  {
    var counts = Counts()
    counts.create = create
    #expect(try RunJSON.counts(from: Array(text.utf8)) == counts)
  }

  @Test(arguments: [
    "", "[]", "{", #"{"create":}"#, #"{"create":-}"#, #"{"create":"3"}"#, #"{"create":99999999999999999999}"#,
  ])
  func `what is no line is an error`(text: String) {
    #expect(throws: (any Error).self) { try RunJSON.counts(from: Array(text.utf8)) }
  }
}
