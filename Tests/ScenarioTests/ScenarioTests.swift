import Foundation
import TestSupport
import Testing

/// The stories of `Scenarios/*.txt`: the built program against real servers.
@Suite struct ScenarioTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().path + "/Scenarios"
  static let scenarios = ScenarioFile.all(in: folder)

  @Test func `there are scenarios to tell`() {
    #expect(Self.scenarios.count > 20)
  }

  @Test(arguments: scenarios)
  func `what the operator was told is what happens`(_ scenario: ScenarioFile) throws { try play(scenario) }

  /// What a server that tells what changed does not tell: rights that were lost, a limit that was set, the new names of
  /// those below a folder that was renamed. The whole read of the day finds them. The others say of a whole read how many
  /// entries it had.
  private static let ofWholeReads: Set = [
    "attribute-unreadable", "base-emptied", "directory-rebuilt", "quarter-renamed", "size-limit", "first-run",
    "settled",
    "too-many-deactivations",
  ]

  @Test(arguments: scenarios.filter { !ofWholeReads.contains("\($0)") })
  func `the same happens where only changes are read`(_ scenario: ScenarioFile) throws {
    try Slapd.$tellsChanges.withValue(true) { try play(scenario) }
  }

  private func play(_ scenario: ScenarioFile) throws {
    do {
      try scenario.play(in: ScenarioWorld(samples: Self.folder))
    } catch let mishap as ScenarioMishap {
      let place = SourceLocation(
        fileID: "ScenarioTests/\(scenario).txt", filePath: scenario.path, line: mishap.step.line, column: 1)
      Issue.record("\(mishap)", sourceLocation: place)
    }
  }
}
