import Foundation
import Synchronization

/// Whether the operator asked the program to stop, by Ctrl-C or TERM.
///
/// The first signal asks; whoever works stops where nothing is half done. A second Ctrl-C ends the program at once, which
/// a transaction survives as well.
enum Interruption {
  private static let isRequested = Atomic(false)

  static var isAsked: Bool { isRequested.load(ordering: .relaxed) }

  /// Waits, but not for long after the operator asked to stop.
  static func pause(seconds: Double) {
    let end = ContinuousClock.now + .seconds(seconds)
    while !isAsked, ContinuousClock.now < end {
      let rest = (end - ContinuousClock.now) / .seconds(1)
      if rest > 0 { Thread.sleep(forTimeInterval: min(rest, 0.1)) }
    }
  }

  static func listen() {
    // A relay or a reader that goes away is told by an error, not by a signal.
    signal(SIGPIPE, SIG_IGN)
    // So is a file that may not grow any more.
    signal(SIGXFSZ, SIG_IGN)
    for number in [SIGINT, SIGTERM] { signal(number, handler) }
  }

  /// Formed outside any actor: a signal arrives on whatever thread it likes.
  nonisolated private static let handler: @convention(c) (Int32) -> Void = { number in
    if Interruption.isRequested.exchange(true, ordering: .relaxed) { _exit(128 + number) }
  }
}
