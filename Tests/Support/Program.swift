import Foundation

/// A program that runs to its end.
package enum Program {
  /// Runs it and returns what it wrote; anything but status 0 is an error with what it complained of.
  @discardableResult
  package static func run(_ path: String, package: String, _ arguments: [String]) throws -> String {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw MissingProgram(program: path, package: package)
    }
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw ProgramFailure(description: "\(path): \(text)") }
    return text
  }
}
