import Foundation

/// Ports that nobody listens on.
package enum FreePort {
  /// One drawn by lot below those that the system gives to outgoing connections (`ip_local_port_range`): between this look
  /// and a server's start nobody else is likely to come upon the same, another test run included.
  package static func find() throws -> Int {
    for _ in 0..<100 {
      let port = Int.random(in: 10_240..<32_768)
      if isFree(port) { return port }
    }
    throw ProgramFailure(description: "no free port")
  }

  /// An address of this machine, drawn by lot from its sixteen million (RFC 5735 §3), on which all of these ports are free.
  package static func findAddress(ports: [Int]) throws -> String {
    var reason = ""
    for _ in 0..<100 {
      let address = "127.\(Int.random(in: 16...239)).\(Int.random(in: 0...255)).\(Int.random(in: 1...254))"
      guard let taken = ports.first(where: { !isFree($0, at: address) }) else { return address }
      reason = "\(address):\(taken): \(String(cString: strerror(errno)))"
      if errno == EACCES { break }
    }
    throw ProgramFailure(
      description: "\(reason)\nports below 1024 need root, or sysctl net.ipv4.ip_unprivileged_port_start=0; "
        + "a server that listens on all addresses has to be stopped")
  }

  private static func isFree(_ port: Int, at address: String = "127.0.0.1") -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let result = withAddress(of: port, at: address) { bind(descriptor, $0, $1) }
    let reason = errno
    close(descriptor)
    errno = reason
    return result == 0
  }

  /// Whether somebody accepts connections on a port of this machine.
  package static func isListening(_ port: Int, at address: String = "127.0.0.1") -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return withAddress(of: port, at: address) { connect(descriptor, $0, $1) == 0 }
  }

  /// Whether somebody accepts connections on a socket in the file system.
  package static func isListening(_ path: String) -> Bool {
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
      }
    }
  }

  private static func withAddress<Result>(
    of port: Int, at text: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr(text)
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
