import Dispatch
import Directories
import Foundation
import Provisioning

/// A watch of each directory, on a thread of its own.
struct BellThreads {
  private let threads = DispatchGroup()

  init(_ wiring: Wiring, _ notes: [String: ReadNote], _ board: BellBoard) {
    for directory in wiring.settings.directories {
      guard let note = notes[directory.name] else { continue }
      threads.enter()
      Thread { [threads, wiring] in
        var watch = DirectoryWatch(directory, note, of: wiring, board)
        watch.run()
        threads.leave()
      }.start()
    }
  }

  /// Waits a moment for them to hear that they are stopped; one that waits for a connection is left behind.
  func end() {
    // Its memory must not be taken from under it by what `exit` does.
    if threads.wait(timeout: .now() + 1) == .timedOut { _exit(ExitCode.settledOrApplied.rawValue) }
  }
}

extension DirectoryWatch {
  fileprivate init(_ directory: DirectorySettings, _ note: ReadNote, of wiring: Wiring, _ board: BellBoard) {
    let isInterrupted: @Sendable () -> Bool = { Interruption.isAsked }
    self.init(
      directory.kind.open(isInterrupted: isInterrupted), bell: directory.kind.bell(isInterrupted: isInterrupted),
      mapping: directory.mapping, note: note,
      in: Circumstances(
        pollEvery: Double(wiring.settings.watch.pollEvery), runEvery: Double(wiring.settings.watch.runEvery),
        clock: Invocation.now, jitter: { Double.random(in: 0...1) }, pause: { Interruption.pause(seconds: $0) },
        isStopped: isInterrupted,
        // A store that cannot be read has no cursor: then somebody looks, and a run says what is wrong.
        cursor: { (try? wiring.settings.storeKind.open(.readOnly).cursor(of: directory.name)) ?? nil },
        ring: board.ring))
  }
}
