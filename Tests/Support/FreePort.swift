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

  private static func isFree(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return withAddress(of: port) { bind(descriptor, $0, $1) == 0 }
  }

  /// Whether somebody accepts connections on a port of this machine.
  package static func isListening(_ port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    return withAddress(of: port) { connect(descriptor, $0, $1) == 0 }
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
    of port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
  ) -> Result {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
