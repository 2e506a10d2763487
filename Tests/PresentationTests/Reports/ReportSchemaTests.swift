import Foundation
import Presentation
import Provisioning
import Testing

/// `docs/report.schema.json` against what is really written, judged by another program.
struct ReportSchemaTests {
  static let schema = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/report.schema.json")

  /// Closes every object of the schema first, so that a key nobody documented is an error here.
  static let script = """
    import json, sys, jsonschema
    def close(node):
        if isinstance(node, dict):
            if "properties" in node and "required" in node and "additionalProperties" not in node:
                node["additionalProperties"] = False
            for child in node.values(): close(child)
        elif isinstance(node, list):
            for child in node: close(child)
    schema = json.load(open(sys.argv[1]))
    jsonschema.Draft202012Validator.check_schema(schema)
    close(schema)
    errors = list(jsonschema.Draft202012Validator(schema).iter_errors(json.load(sys.stdin)))
    for error in errors: print(error.json_path, error.message[:300])
    sys.exit(1 if errors else 0)
    """

  /// What the validator says; empty when it is content.
  private func complaints(_ json: [UInt8]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/python3")
    process.arguments = ["-c", Self.script, Self.schema.path]
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(json))
    try input.fileHandleForWriting.close()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let words = String(decoding: said, as: UTF8.self)
    return process.terminationStatus == 0 ? "" : words + "exit \(process.terminationStatus)"
  }

  @Test(arguments: SampleReports.all.map(\.name), [false, true])
  func `every report keeps to its schema`(_ name: String, _ redact: Bool) throws {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    #expect(try complaints(Golden.bytes(.json, report, Golden.style(.fr, redact: redact))) == "")
  }

  @Test func `the schema notices a report that lacks its counts`() throws {
    let text = Golden.string(.json, SampleReports.settled, Golden.style())
    let broken = text.replacing("\"counts\"", with: "\"figures\"")
    #expect(try complaints(Array(broken.utf8)).contains("counts"))
  }
}
