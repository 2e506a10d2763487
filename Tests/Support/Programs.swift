import Foundation

/// A program the tests need and the machine does not have; the package to install is named.
package struct MissingProgram: Error, CustomStringConvertible {
  let program: String
  let package: String
  package var description: String { "\(program) is missing: apt-get install \(package)" }
}

/// A program that was started and did not do its part.
package struct ProgramFailure: Error, CustomStringConvertible {
  package let description: String
}

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

/// A private folder that goes when its owner goes.
package final class TemporaryFolder: Sendable {
  package let path: String

  package init() throws {
    path = NSTemporaryDirectory() + "navette-" + UUID().uuidString.prefix(8)
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
  }

  deinit {
    // A folder that cannot be removed is the system's to clean.
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Writes a file and returns its path.
  package func write(_ name: String, _ content: some Sequence<UInt8>) throws -> String {
    let file = path + "/" + name
    try Data(content).write(to: URL(fileURLWithPath: file))
    return file
  }

  package func write(_ name: String, _ text: String) throws -> String { try write(name, text.utf8) }
}

/// Ports that nobody listens on.
package enum FreePort {
  package static func find() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) == 0 ? getsockname(descriptor, $0, &length) : -1
      }
    }
    guard status == 0 else { throw ProgramFailure(description: "no free port") }
    return Int(UInt16(bigEndian: address.sin_port))
  }

  /// Whether somebody accepts connections on a port of this machine.
  package static func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
