import Foundation

/// A program the mail tests need, and where it is.
package enum SMTPServerPrograms {
  /// A program is not installed; the test fails and says what to install.
  package struct Missing: Error, CustomStringConvertible {
    package let description: String
  }

  /// A program ended with an error.
  package struct Failed: Error, CustomStringConvertible {
    package let description: String
  }

  /// The path of a program, looked for also where only root looks.
  package static func path(_ name: String, package: String) throws -> String {
    let search = (ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/sbin:/usr/bin"
    let found = search.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
    guard let found else { throw Missing(description: "\(name) is missing: apt-get install \(package)") }
    return found
  }

  /// Runs a program to its end and returns what it printed.
  @discardableResult
  package static func run(_ path: String, _ arguments: [String], input: String? = nil) throws -> String {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = output
    let stdin = Pipe()
    process.standardInput = stdin
    try process.run()
    try stdin.fileHandleForWriting.write(contentsOf: Data((input ?? "").utf8))
    try stdin.fileHandleForWriting.close()
    let text = String(decoding: try output.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Failed(description: "\(path) \(arguments): \(text)")
    }
    return text
  }

  /// A folder of its own below the temporary one, that other accounts of the machine may walk through.
  package static func makeFolder(_ name: String) throws -> String {
    let path = FileManager.default.temporaryDirectory.path + "/navette-\(name)-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    return path
  }

  /// A port on loopback that nobody listened on a moment ago.
  package static func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, length) + getsockname(descriptor, $0, &length)
      }
    }
    guard result == 0 else { throw Failed(description: "no free port on 127.0.0.1") }
    return Int(in_port_t(bigEndian: address.sin_port))
  }

  /// Waits until somebody listens on a port of loopback.
  package static func waitForPort(_ port: Int, seconds: Double = 15) throws {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end {
      if isListening(port) { return }
      Thread.sleep(forTimeInterval: 0.05)
    }
    throw Failed(description: "nobody listens on 127.0.0.1:\(port) after \(seconds) s")
  }

  private static func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
