import Foundation

/// A server program that runs until its owner is gone, told what to do by signals to its own process id.
package final class ServerProcess: @unchecked Sendable {
  private let process = Process()
  private let name: String
  private let log: String

  /// - Parameter log: the file that takes all the program writes.
  package init(_ path: String, package: String, _ arguments: [String], log: String) throws {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw MissingProgram(program: path, package: package)
    }
    name = URL(fileURLWithPath: path).lastPathComponent
    self.log = log
    try Data().write(to: URL(fileURLWithPath: log))
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: log))
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardError = output
    process.standardOutput = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    // A process object keeps what it was given open long after its end; with some thousand open files Foundation crashes.
    try output.close()
  }

  deinit { kill() }

  /// The id of the process.
  package var identifier: Int32 { process.processIdentifier }

  package var isRunning: Bool { process.isRunning }

  package func send(_ signal: Int32) { if process.isRunning { Foundation.kill(process.processIdentifier, signal) } }

  /// Ends it at once, in the middle of whatever it does.
  package func kill() {
    guard process.isRunning else { return }
    send(SIGKILL)
    process.waitUntilExit()
  }

  /// Asks it to end in good order, and waits until it has.
  package func stop() {
    send(SIGTERM)
    process.waitUntilExit()
  }

  /// Sends it a signal that ends it, and waits until it has.
  package func end(_ signal: Int32) {
    send(signal)
    process.waitUntilExit()
  }

  /// Waits until it serves; one that ends before is an error with the last of what it wrote.
  package func waitUntilReady(seconds: Double = 60, _ isReady: () -> Bool) throws {
    let end = Date().addingTimeInterval(seconds)
    while process.isRunning, Date() < end {
      if isReady() { return }
      usleep(10_000)
    }
    // A log that cannot be read leaves the reason unknown, not the failure.
    let written = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    throw ProgramFailure(description: "\(name) did not start: \(written.suffix(2000))")
  }
}
