import Foundation
import Testing

@testable import navette

/// The schemas for editors accept what the program accepts, and no key that it does not know.
@Suite struct SettingsSchemaTests {
  let folder: SettingsFolder

  init() throws { folder = try SettingsFolder() }

  /// Whether the schema accepts a YAML text, as Python's jsonschema sees it; its output when it does not.
  func verdict(_ schema: String, _ text: String) throws -> String {
    try folder.write(text, to: "checked.yaml")
    let process = Process()
    // Debian's own, which has the packages python3-jsonschema and python3-yaml.
    process.executableURL = URL(filePath: "/usr/bin/python3")
    let program = """
      import json, sys, yaml, jsonschema
      schema = json.load(open(sys.argv[1]))
      jsonschema.Draft202012Validator.check_schema(schema)
      errors = list(jsonschema.Draft202012Validator(schema).iter_errors(yaml.safe_load(open(sys.argv[2]))))
      sys.exit("; ".join(e.message for e in errors) or 0)
      """
    let path = SettingsFolder.repository.appending(path: "docs/\(schema).schema.json").path
    process.arguments = ["-W", "ignore", "-c", program, path, folder.path + "/checked.yaml"]
    let output = Pipe()
    process.standardError = output
    try process.run()
    let message = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? "" : message
  }

  @Test(arguments: [SettingsFolder.least, SettingsTests.everything])
  func `the settings schema accepts settings that are right`(text: String) throws {
    #expect(try verdict("settings", text) == "")
  }

  @Test(arguments: ["report: {}\n", "limits: { linkMail: 5 }\n", "sharedEmail: never\n", "mail: {}\n", "absence: 5\n"])
  func `the settings schema refuses what the program refuses`(added: String) throws {
    #expect(try verdict("settings", SettingsFolder.least + added) != "")
    #expect(try folder.faults(SettingsFolder.least + added) != [])
  }

  @Test func `the mapping schema accepts the shipped mappings and a rule that says everything`() throws {
    let shipped = SettingsFolder.repository.appending(path: "mappings/openldap.yaml")
    #expect(try verdict("mapping", String(contentsOf: shipped, encoding: .utf8)) == "")
    #expect(try verdict("mapping", SettingsMappingTests.everything) == "")
  }

  @Test(arguments: [
    "  mail: mail\n", "  email: { choose: only }\n", "relink: never\n", "  mobile: { from: a, transform: [x] }\n",
  ])
  func `the mapping schema refuses what the program refuses`(added: String) throws {
    #expect(try verdict("mapping", SettingsMappingTests.least + added) != "")
  }
}
