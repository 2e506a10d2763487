import Foundation

/// Somebody who does what a guide says, in a world of their own.
package final class GuideReader {
  private let world: ScenarioWorld
  private var lastCode: Int32 = 0

  package init(in world: ScenarioWorld) throws {
    self.world = world
    let folder = world.folder.path + "/.bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/navette", withDestinationPath: ScenarioCommand.binary())
    world.environment["PATH"] = folder + ":" + (world.environment["PATH"] ?? "")
  }

  package func follow(_ part: Guide.Part) throws {
    switch part {
    case .step(let step):
      try world.settleCode(before: step)
      try world.take(step)
    case .command(_, let text, let answer):
      try world.settleCode(before: nil)
      try type(text, answer)
    case .excerpt(_, let file, let lines):
      let text = try String(contentsOfFile: world.folder.path + "/" + file, encoding: .utf8)
      let wanted = lines.filter { !$0.isEmpty }
      try GuideAnswer(wanted.flatMap { ["…", $0] } + ["…"]).compare(with: asPrinted(text))
    }
  }

  /// A command that fails has to be followed by `echo $?`.
  private func type(_ text: String, _ answer: [String]) throws {
    guard lastCode == 0 || text == "echo $?" else { throw ScenarioFailure("the command before exited \(lastCode)") }
    let ending = try world.shell("exec 2>&1; (exit \(lastCode)); " + text)
    lastCode = ending.code
    if !answer.isEmpty { try GuideAnswer(answer).compare(with: asPrinted(ending.output)) }
  }

  package func finish() throws {
    try world.settleCode(before: nil)
    guard lastCode == 0 else { throw ScenarioFailure("the last command exited \(lastCode)") }
  }

  /// The names that guides use for this world's servers.
  private func asPrinted(_ text: String) -> String {
    let names = [
      (world.directory?.secureURL, "ldaps://ldap.valmont.example"),
      (world.directory?.url, "ldap://ldap.valmont.example"),
      ("127.0.0.1:\(world.relay.port)", "relay.valmont.example:587"), (world.folder.path, "/etc/navette"),
    ]
    return names.reduce(text) { text, name in name.0.map { text.replacingOccurrences(of: $0, with: name.1) } ?? text }
  }
}
