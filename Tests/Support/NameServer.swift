import Foundation

/// A private name server (dnsmasq), and the way to make one program ask it: resolv.conf(5) has no ports, so it has an
/// address of loopback of its own, and the program a mount namespace in which /etc/resolv.conf names that address.
package final class NameServer {
  /// Where it answers, on port 53; the tests have to run as root.
  package let address: String
  private let folder: TemporaryFolder
  private let process: ServerProcess

  /// - Parameter records: options of dnsmasq(8) without their dashes, such as `srv-host=…`, one a line.
  package init(_ records: String) throws {
    folder = try TemporaryFolder()
    address = "127.\(Int.random(in: 64...250)).\(Int.random(in: 1...250)).\(Int.random(in: 1...250))"
    _ = try folder.write("resolv.conf", "nameserver \(address)\noptions timeout:2 attempts:1\n")
    let configuration = try folder.write("dnsmasq.conf", "local=/example/\n" + records + "\n")
    // dnsmasq closes what it inherits, also the socket by whose end Foundation knows of a process's end: then all processes
    // of the tests would be waited for in vain. So a shell stands between, and it takes dnsmasq with it, unless that changes
    // its user or group (prctl(2)).
    process = try ServerProcess(
      "/bin/bash", package: "bash",
      [
        "-c", "setpriv --pdeathsig KILL -- \"$@\" & wait", "bash", try Self.program(), "--keep-in-foreground",
        "--conf-file=\(configuration)", "--no-resolv", "--no-hosts", "--pid-file=", "--bind-interfaces",
        "--listen-address=\(address)", "--user=root", "--group=root", "--cache-size=0",
      ], log: folder.path + "/log")
    try process.waitUntilReady(seconds: 20) { isAnswering }
  }

  private static func program() throws -> String {
    let path = "/usr/sbin/dnsmasq"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw MissingProgram(program: path, package: "dnsmasq-base")
    }
    return path
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
