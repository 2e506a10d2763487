import Foundation

/// A port of this machine at which a connection is neither made nor refused, as behind a firewall that drops packets.
package final class DeafPort {
  package let port: Int
  private var descriptors: [Int32] = []

  /// Fills a queue of waiting connections that nobody takes from: the system then drops what else comes.
  package init() throws {
    port = try FreePort.find()
    let listener = Self.makeSocket()
    descriptors.append(listener)
    guard withAddress({ bind(listener, $0, $1) }) == 0, listen(listener, 0) == 0 else {
      throw ProgramFailure(description: "no deaf port: \(String(cString: strerror(errno)))")
    }
    for _ in 0..<4 {
      let client = Self.makeSocket()
      descriptors.append(client)
      _ = withAddress { connect(client, $0, $1) }
    }
  }

  deinit { descriptors.forEach { close($0) } }

  private static func makeSocket() -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }

  private func withAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    address.sin_port = in_port_t(port).bigEndian
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
  }
}
