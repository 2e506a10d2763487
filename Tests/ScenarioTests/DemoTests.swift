import Foundation
import TestSupport
import Testing

/// `make demo`, from a copy of what it needs: the whole story, twice, with nothing left behind.
@Suite(.serialized) struct DemoTests {
  @Test(arguments: ["sqlite", "postgresql"])
  func `the demo tells its story twice and leaves nothing running`(_ store: String) throws {
    let project = try TemporaryFolder()
    for name in ["deploy", "mappings"] {
      try FileManager.default.copyItem(
        atPath: SettingsFolder.repository.path + "/" + name, toPath: project.path + "/" + name)
    }
    let passing = try Self.passing()
    for _ in 1...2 {
      let ending = try ScenarioCommand(
        project.path + "/deploy/demo/demo.sh", [ScenarioCommand.binary(), store], in: project.path,
        environment: ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": project.path, "LC_ALL": "C.UTF-8"]
      ).end(within: 120)
      #expect(ending.code == 0, "\(ending.summary)")
      #expect(ending.output.contains("store: \(store)"), "\(ending.summary)")
      #expect(ending.output.contains("R-0001"), "\(ending.summary)")
    }
    let left = try ScenarioCommand(
      SMTPServerPrograms.path("pgrep", package: "procps"), ["-f", project.path + "/.demo"], in: project.path,
      environment: [:]
    ).end()
    #expect(left.output.isEmpty, "\(left.output)")
    #expect(try Self.passing() == passing)
  }

  @Test func `a store there is none of is wrong usage`() throws {
    let demo = SettingsFolder.repository.path + "/deploy/demo/demo.sh"
    let ending = try ScenarioCommand(
      demo, [ScenarioCommand.binary(), "oracle"], in: "/", environment: ["PATH": "/usr/bin:/bin"]
    ).end()
    #expect(ending.code == 64 && ending.errors.contains("oracle"), "\(ending.summary)")
  }

  /// What a demo has outside the project while it goes on.
  private static func passing() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "/tmp").filter { $0.hasPrefix("navette-demo.") }
  }
}
