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
    Array(unsafeUninitializedCapacity: count) { buffer, filled in
      // At most 256 at a time: getentropy(3). It fails only where there is no source, and then nothing may go on.
      for start in stride(from: 0, to: count, by: 256) {
        precondition(getentropy(buffer.baseAddress.map { $0 + start }, min(256, count - start)) == 0, "no randomness")
      }
      filled = count
    }
  }
}
