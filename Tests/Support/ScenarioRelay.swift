import Foundation

/// A mail relay on loopback that keeps what it takes; see `scenario_relay.py`.
package final class ScenarioRelay {
  /// A mail as its reader sees it.
  package struct Mail: Decodable, Sendable {
    package let to: String
    package let messageID: String
    package let headers: String
    package let text: String
    package let html: String
    package let link: String
    /// Which of the relay's connections it came over.
    package let connection: Int
    /// The SHA-256 of the token in the link, as the store keeps it.
    package let hash: String
    /// When it was taken, in seconds since 1970.
    package let at: Double
  }

  package let port: Int
  package let folder: String
  /// How many mails are in the past of the scenario and no longer counted.
  package var forgotten = 0
  private let delay: Double
  private let address: String?
  private var process: Process?

  package init(folder: String, delay: Double = 0, address: String? = nil) throws {
    self.address = address
    self.folder = folder
    self.delay = delay
    port = try FreePort.find()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try start()
  }

  deinit { stop() }

  package func start() throws {
    guard process == nil else { return }
    let python = try SMTPServerPrograms.path("python3", package: "python3")
    guard FileManager.default.fileExists(atPath: "/usr/lib/python3/dist-packages/aiosmtpd") else {
      throw MissingProgram(program: "aiosmtpd", package: "python3-aiosmtpd")
    }
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/scenario_relay.py"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python == "/usr/bin/python3" ? python : "/usr/bin/python3")
    process.arguments = [script, String(port), folder, String(delay)] + (address.map { [$0] } ?? [])
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process = process
    try SMTPServerPrograms.waitForPort(port)
  }

  package func stop() {
    guard let process else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    self.process = nil
  }

  /// Adds a rule; the relay reads them for every recipient.
  package func obey(_ rule: String) throws { try setRules(rules() + [rule]) }

  /// Takes away the rules about an address.
  package func forgive(_ address: String) throws {
    try setRules(rules().filter { $0.split(separator: " ").dropFirst().first.map(String.init) != address })
  }

  private func rules() -> [String] {
    // No file yet is no rule yet.
    let text = (try? String(contentsOfFile: folder + "/rules", encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  private func setRules(_ rules: [String]) throws {
    try (rules.joined(separator: "\n") + "\n").write(toFile: folder + "/rules", atomically: true, encoding: .utf8)
  }

  /// Every mail since the relay first started, in the order they came.
  package func all() throws -> [Mail] {
    try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }.sorted()
      .map { try JSONDecoder().decode(Mail.self, from: Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))) }
  }

  package func new() throws -> [Mail] { Array(try all().dropFirst(forgotten)) }
}
