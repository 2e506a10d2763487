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
  func `what the operator was told is what happens`(_ scenario: ScenarioFile) throws {
    do {
      try scenario.play(in: ScenarioWorld(samples: Self.folder))
    } catch let mishap as ScenarioMishap {
      let place = SourceLocation(
        fileID: "ScenarioTests/\(scenario).txt", filePath: scenario.path, line: mishap.step.line, column: 1)
      Issue.record("\(mishap)", sourceLocation: place)
    }
  }
}
