import Foundation
import Synchronization

/// Bytes nobody can guess, fetched from the kernel a few pages at a time: a first run needs millions of them.
final class RandomBytes: Sendable {
  private let pool = Mutex<ArraySlice<UInt8>>([])

  /// Each byte is given once.
  func next(_ count: Int) -> [UInt8] {
    pool.withLock { pool in
      if pool.count < count { pool = Self.fresh(max(count, 8_192))[...] }
      defer { pool = pool.dropFirst(count) }
      return Array(pool.prefix(count))
    }
  }

  private static func fresh(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<(count + 7) / 8).flatMap { _ in withUnsafeBytes(of: generator.next()) { Array($0) } }
  }
}
