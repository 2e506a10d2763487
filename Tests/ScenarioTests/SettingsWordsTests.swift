import Foundation
import Presentation
import Provisioning
import Testing

@testable import navette

/// What is said of wrong settings, in both languages.
@Suite struct SettingsWordsTests {
  let folder: SettingsFolder

  init() throws {
    folder = try SettingsFolder()
    try folder.write("", to: "empty.key", mode: 0o600)
    try folder.write("k1 \(SettingsFolder.secret)", to: "open.key", mode: 0o640)
    try folder.write("k1", to: "bad.key", mode: 0o600)
  }

  /// Each wrong text with its two sentences, in a file to be read; `NAVETTE_REWRITE_GOLDEN=1` writes it anew.
  @Test func `every fault is a sentence in English and in French`() throws {
    let file = SettingsFolder.repository.appending(path: "Tests/ScenarioTests/Golden/settings-faults.txt")
    let text = try (settings() + mails() + mappings() + notYAML()).joined(separator: "\n")
    if ProcessInfo.processInfo.environment["NAVETTE_REWRITE_GOLDEN"] != nil { try Data(text.utf8).write(to: file) }
    #expect(try text == String(contentsOf: file, encoding: .utf8), "differs from Golden/settings-faults.txt")
  }

  private func settings() throws -> [String] {
    try SettingsFaultTests.cases.map { one in
      let least = SettingsFolder.least
      let text = one.replaced.isEmpty ? least + one.by : least.replacing(one.replaced, with: one.by)
      return entry(one.by, try folder.faults(text))
    }
  }

  private func mails() throws -> [String] {
    try SettingsMailFaultTests.mails.map { one in
      let mail = "portal: { url: https://famille.example }\nmail: " + one.text
      return entry("mail: " + one.text, try folder.faults(SettingsFolder.least + mail))
    }
  }

  private func mappings() throws -> [String] {
    try SettingsMappingTests.cases.map { one in
      let text = SettingsMappingTests.least + one.added
      let errors = try #require(throws: SettingsErrors.self) {
        try MappingFile.parse(Array(text.utf8), name: "test", file: "test.yaml")
      }
      return entry(one.added, errors.all)
    }
  }

  private func notYAML() throws -> [String] {
    let texts = [
      "a: [", "a: { b", "a: b: c", "a: \"x", "a: 1\n\tb: 2", "a: @b", "a: *b", "a: \"\\d\"", "a: 1\n---\nb: 2",
      "a: 1\n b: 2", "a: \u{7}", "a\nb: 1", "a: |\n  x\n y", "- a\nb: 1", "%x\n---\na: 1",
    ]
    return try texts.map { entry($0, try folder.faults($0)) }
  }

  private func entry(_ text: String, _ errors: [SettingsError]) -> String {
    let shown = text.unicodeScalars.map { scalar in
      scalar == "\n" ? "⏎" : scalar.properties.generalCategory == .control ? "·" : String(scalar)
    }
    let lines = errors.flatMap { ["  " + $0.english, "  " + $0.french] }
    return ([shown.joined()] + lines).joined(separator: "\n").replacing(folder.path + "/", with: "") + "\n"
  }

  @Test func `the language is that of the portal where it can be read, else that of the surroundings`() throws {
    let french = ["LANG": "fr_FR.UTF-8"]
    let languages: [(text: String, surroundings: [String: String], language: Language)] = [
      ("portal: { locale: en }\nlimit: {}", french, .en), ("portal: { locale: fr }\nlimit: {}", [:], .fr),
      ("limit: {}", [:], .fr), ("portal: { locale: de }", [:], .en), ("portal: { locale: de }", french, .fr),
      ("portal: fr", [:], .en), ("portal: [", french, .fr), ("portal: [", [:], .en),
    ]
    for one in languages {
      let errors = try #require(throws: SettingsErrors.self) { try folder.load(SettingsFolder.least + one.text) }
      let words = one.language.wording(timeZone: .gmt)
      #expect(
        errors.sentences(one.surroundings) == errors.all.map { words.explain($0).text }.joined(separator: "\n"),
        "\(one.text)")
    }
  }
}
