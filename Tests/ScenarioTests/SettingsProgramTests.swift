import Testing

@testable import navette

@Suite struct SettingsProgramTests {
  @Test(arguments: [
    (["plan"], "navette"), (["plan", "--config", "a.yaml"], "navette --config a.yaml"),
    (["--config=a b.yaml", "plan"], "navette --config 'a b.yaml'"),
    (["explain", "--", "--config", "a.yaml"], "navette"), (["plan", "--config"], "navette"),
  ])
  func `commands that are shown name the settings that were named`(arguments: [String], program: String) {
    #expect(ConfigOption.program(arguments) == program)
  }
}
