import Foundation
import TestSupport
import Testing

/// Whoever follows a guide sees what it says: its commands are run, against real servers, and what it shows is compared.
@Suite struct GuideTests {
  static let docs =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/docs"
  static let guides = Guide.all(in: docs)

  @Test func `each guide is there in both languages`() {
    let french = Self.guides.filter { $0.description.hasPrefix("fr/") }
    #expect(french.count >= 3 && french.count * 2 == Self.guides.count)
  }

  @Test(arguments: guides)
  func `what a guide shows is what happens`(_ guide: Guide) throws {
    let reader = try GuideReader(in: ScenarioWorld(samples: ScenarioTests.folder))
    for part in try guide.parts() {
      do { try reader.follow(part) } catch {
        let place = SourceLocation(
          fileID: "ScenarioTests/\(guide)", filePath: guide.path, line: part.line, column: 1)
        Issue.record("\(error)", sourceLocation: place)
        return
      }
    }
    try reader.finish()
  }
}
