import Foundation
import Provisioning

/// Lots that fall on each machine in a way of its own, and there always in the same way: the machines of many share the
/// servers as RFC 2782 wants it, and each stays with its own.
struct HostLots: RandomNumberGenerator {
  private var bytes: [UInt8]

  init(_ question: String, host: String = ProcessInfo.processInfo.hostName) {
    bytes = Digest128(of: "\(host) \(question)".utf8).bytes
  }

  mutating func next() -> UInt64 {
    bytes = Digest128(of: bytes).bytes
    return bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
