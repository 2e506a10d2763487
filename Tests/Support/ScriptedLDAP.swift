import Foundation

/// A peer that speaks just enough LDAP to play one fault that no real server plays on demand.
package final class ScriptedLDAP {
  package let url: String
  private let process: Process

  /// Starts the peer with one of the plays of `scripted_ldap.py`.
  package init(_ play: String) throws {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "scripted_ldap.py").path
    let output = Pipe()
    process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script, play]
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let port = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    guard let number = Int(port.trimmingCharacters(in: .newlines)) else {
      throw ProgramFailure(description: "scripted_ldap.py \(play) did not start: apt-get install python3")
    }
    url = "ldap://127.0.0.1:\(number)"
  }

  deinit {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
