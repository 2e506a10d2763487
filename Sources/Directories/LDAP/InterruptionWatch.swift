import Dispatch
import Foundation

/// Ends a socket's conversation when the operator asks to stop, while this thread waits in a call that cannot be asked.
///
/// A signal by itself ends such a wait only if it comes during it, and not a moment before.
final class InterruptionWatch: Sendable {
  private let over = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)

  init(over descriptor: Int32, isInterrupted: @escaping @Sendable () -> Bool) {
    Thread { [over, ended] in
      while over.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
        guard isInterrupted() else { continue }
        shutdown(descriptor, Int32(SHUT_RDWR))
        break
      }
      ended.signal()
    }.start()
  }

  /// Has to be called before the socket is closed.
  func end() {
    over.signal()
    ended.wait()
  }
}
