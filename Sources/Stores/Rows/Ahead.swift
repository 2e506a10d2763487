import Foundation
import Synchronization

/// Makes elements on a thread of its own, a little ahead of who uses them: while SQLite writes some rows, the next ones are
/// made on another core.
final class Ahead<Element: Sendable>: Sendable {
  private struct State {
    var chunks: [[Element]] = []
    var end: Result<Void, any Error>?
    var isGivenUp = false
  }

  private let state = Mutex(State())
  private let chunkSize: Int
  private let room: DispatchSemaphore
  private let ready = DispatchSemaphore(value: 0)

  private init(chunkSize: Int, chunks: Int) {
    self.chunkSize = chunkSize
    // Made empty and filled: libdispatch ends the program when a semaphore goes with less than it was made with, as this one
    // does when its maker was stopped.
    room = DispatchSemaphore(value: 0)
    for _ in 0..<chunks { room.signal() }
  }

  /// Calls `use` with all that `make` emits, in its order, some at a time; returns when both have ended.
  ///
  /// - Throws: what `use` throws, which ends `make` as well, or else what `make` throws.
  static func run(
    chunkSize: Int = 256, chunks: Int = 4,
    making make: @escaping @Sendable (_ emit: (Element) throws -> Void) throws -> Void,
    using use: ([Element]) throws -> Void
  ) throws {
    let ahead = Ahead(chunkSize: chunkSize, chunks: chunks)
    Thread.detachNewThread { ahead.make(make) }
    try ahead.use(use)
  }

  private func make(_ make: (_ emit: (Element) throws -> Void) throws -> Void) {
    var chunk: [Element] = []
    let end = Result {
      try make { element in
        chunk.append(element)
        if chunk.count == chunkSize { try hand(&chunk) }
      }
      if !chunk.isEmpty { try hand(&chunk) }
    }
    state.withLock { $0.end = end }
    ready.signal()
  }

  private func hand(_ chunk: inout [Element]) throws {
    room.wait()
    try state.withLock { state in
      if state.isGivenUp { throw CancellationError() }
      state.chunks.append(chunk)
    }
    ready.signal()
    chunk = []
    chunk.reserveCapacity(chunkSize)
  }

  private func use(_ use: ([Element]) throws -> Void) throws {
    while let chunk = next() {
      do {
        try use(chunk)
      } catch {
        giveUp()
        throw error
      }
    }
    try state.withLock { $0.end }?.get()
  }

  /// The next elements; nil when there are no more.
  private func next() -> [Element]? {
    ready.wait()
    let chunk = state.withLock { $0.chunks.isEmpty ? nil : $0.chunks.removeFirst() }
    if chunk != nil { room.signal() }
    return chunk
  }

  /// Tells the maker to stop, and waits until it has.
  private func giveUp() {
    state.withLock { $0.isGivenUp = true }
    room.signal()
    while state.withLock({ $0.end == nil }) { ready.wait() }
  }
}
