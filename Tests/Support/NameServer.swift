import Foundation

/// A private name server (dnsmasq), and the way to make one program ask it: resolv.conf(5) has no ports, so it has an
/// address of loopback of its own, and the program a mount namespace in which /etc/resolv.conf names that address.
package final class NameServer {
  /// Where it answers, on port 53; the tests have to run as root.
  package let address: String
  private let folder: TemporaryFolder
  private let process = Process()

  /// - Parameter records: options of dnsmasq(8) without their dashes, such as `srv-host=…`, one a line.
  package init(_ records: String) throws {
    folder = try TemporaryFolder()
    address = "127.\(Int.random(in: 64...250)).\(Int.random(in: 1...250)).\(Int.random(in: 1...250))"
    _ = try folder.write("resolv.conf", "nameserver \(address)\noptions timeout:2 attempts:1\n")
    let configuration = try folder.write("dnsmasq.conf", "local=/example/\n" + records + "\n")
    let program = "/usr/sbin/dnsmasq"
    guard FileManager.default.isExecutableFile(atPath: program) else {
      throw MissingProgram(program: program, package: "dnsmasq-base")
    }
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
      "--keep-in-foreground", "--conf-file=\(configuration)", "--no-resolv", "--no-hosts", "--pid-file=",
      "--bind-interfaces", "--listen-address=\(address)", "--user=root", "--cache-size=0",
    ]
    let log = try folder.write("log", "")
    process.standardError = FileHandle(forWritingAtPath: log)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<200 {
      if isAnswering { return }
      guard process.isRunning else { break }
      usleep(20_000)
    }
    // A log that cannot be read leaves the reason unknown, not the failure.
    let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    throw ProgramFailure(description: "dnsmasq did not start: \(text.suffix(1000))")
  }

  deinit {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Words of bash that put the program in `"$@"` where it asks this server.
  package var shell: String {
    let bind = "mount --bind '\(folder.path)/resolv.conf' /etc/resolv.conf && exec \"$@\""
    return "set -- unshare --mount -- bash -c '\(bind.replacingOccurrences(of: "'", with: "'\\''"))' bash \"$@\""
  }

  /// It answers over TCP too.
  private var isAnswering: Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var place = sockaddr_in()
    place.sin_family = sa_family_t(AF_INET)
    place.sin_addr.s_addr = inet_addr(address)
    place.sin_port = in_port_t(53).bigEndian
    return withUnsafePointer(to: &place) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
