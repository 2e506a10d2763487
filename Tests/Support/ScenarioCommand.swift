import Foundation

/// The program under test, as an operator starts it.
package final class ScenarioCommand {
  /// What it came to.
  package struct Ending: Sendable {
    package let code: Int32
    /// The signal that ended it, if one did.
    package let signal: Int32?
    package let output: String
    package let errors: String
    package let seconds: Double

    package var summary: String {
      "exit \(signal.map { "by signal \($0)" } ?? String(code))\n--- output\n\(output)\n--- errors\n\(errors)"
    }
  }

  private let process = Process()
  private let outputPath: String
  private let errorPath: String
  package let startedAt = Date()

  package var identifier: Int32 { process.processIdentifier }
  package var isRunning: Bool { process.isRunning }

  /// `NAVETTE_BINARY`, else the debug build beside the tests.
  package static func binary() throws -> String {
    if let given = ProcessInfo.processInfo.environment["NAVETTE_BINARY"] { return given }
    let tests = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    let arguments = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent().path
    let places = [tests, arguments, root + "/.build/debug"].map { $0 + "/navette" }
    guard let found = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
      throw ScenarioFailure("no program to test: swift build, or set NAVETTE_BINARY; looked at \(places)")
    }
    return found
  }

  /// Starts a program in a folder; what it writes goes to files, so that it never waits for a reader.
  package init(_ program: String, _ arguments: [String], in folder: String, environment: [String: String]) throws {
    let name = "\(folder)/.run-\(UUID().uuidString.prefix(8))"
    outputPath = name + ".out"
    errorPath = name + ".err"
    for path in [outputPath, errorPath] { try Data().write(to: URL(fileURLWithPath: path)) }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = environment
    process.standardInput = FileHandle.nullDevice
    let outputs = try [outputPath, errorPath].map { try FileHandle(forWritingTo: URL(fileURLWithPath: $0)) }
    (process.standardOutput, process.standardError) = (outputs[0], outputs[1])
    try Self.withSignalsOpen { try process.run() }
    // A process object keeps what it was given open long after its end; with some thousand open files Foundation crashes.
    for output in outputs { try output.close() }
  }

  /// The threads that tests run on block signals, and a process begins with what its parent blocks.
  private static func withSignalsOpen(_ body: () throws -> Void) rethrows {
    var none = sigset_t()
    var before = sigset_t()
    sigemptyset(&none)
    pthread_sigmask(SIG_SETMASK, &none, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    try body()
  }

  deinit {
    guard process.isRunning else { return }
    kill(identifier, SIGKILL)
    process.waitUntilExit()
  }

  package func send(_ number: Int32) { if process.isRunning { kill(identifier, number) } }

  /// Waits until it ends; one that does not is killed and fails the scenario.
  package func end(within seconds: Double = 60) throws -> Ending {
    let deadline = Date().addingTimeInterval(seconds)
    while process.isRunning {
      if Date() > deadline {
        send(SIGKILL)
        throw ScenarioFailure("the program did not end within \(Int(seconds)) s\n\(try written(errorPath))")
      }
      usleep(2_000)
    }
    let isSignal = process.terminationReason == .uncaughtSignal
    return Ending(
      code: isSignal ? 128 + process.terminationStatus : process.terminationStatus,
      signal: isSignal ? process.terminationStatus : nil, output: try written(outputPath),
      errors: try written(errorPath), seconds: Date().timeIntervalSince(startedAt))
  }

  /// What it wrote to its standard output so far.
  package func output() throws -> String { try written(outputPath) }

  /// What it wrote to its standard error so far.
  package func errors() throws -> String { try written(errorPath) }

  private func written(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
  }
}
