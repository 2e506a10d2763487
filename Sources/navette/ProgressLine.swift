import Foundation
import Provisioning
import Synchronization

/// One line on a terminal that says how far a run is; nothing where nobody watches.
final class ProgressLine: Sendable {
  private struct State {
    var isShown = false
    var lastShown = 0.0
    var startedAt: [String: Double] = [:]
  }

  private let isTerminal: Bool
  private let isFrench: Bool
  private let state = Mutex(State())

  init(isTerminal: Bool = StandardError.isTerminal, isFrench: Bool) {
    self.isTerminal = isTerminal
    self.isFrench = isFrench
  }

  func show(_ progress: RunProgress) {
    guard isTerminal else { return }
    let now = ProcessInfo.processInfo.systemUptime
    let text = state.withLock { state -> String? in
      let step = name(of: progress)
      let start = state.startedAt[step] ?? now
      state.startedAt[step] = start
      guard now - state.lastShown >= 0.1 else { return nil }
      state.lastShown = now
      state.isShown = true
      return sentence(progress, seconds: now - start)
    }
    if let text { StandardOutput.write(Array("\r\u{1b}[K\(text)".utf8), to: STDERR_FILENO) }
  }

  /// Takes the line away, so that what follows begins on a clean one.
  func clear() {
    let wasShown = state.withLock { state in
      defer { state.isShown = false }
      return state.isShown
    }
    if wasShown { StandardOutput.write(Array("\r\u{1b}[K".utf8), to: STDERR_FILENO) }
  }

  private func name(of progress: RunProgress) -> String {
    switch progress {
    case .reading: isFrench ? "Lecture" : "Reading"
    case .applying: isFrench ? "Écriture" : "Writing"
    case .delivering: isFrench ? "Envoi" : "Sending"
    case .copying: isFrench ? "Copie" : "Copying"
    case .watching: isFrench ? "À l’écoute" : "Watching"
    }
  }

  private func sentence(_ progress: RunProgress, seconds: Double) -> String {
    let step = name(of: progress)
    switch progress {
    case .reading(let entries):
      let rate = seconds > 0.5 ? " (\(Int(Double(entries) / seconds))/s)" : ""
      return isFrench ? "\(step)… \(entries) entrées\(rate)" : "\(step)… \(entries) entries\(rate)"
    case .applying(let done, let total):
      return isFrench ? "\(step)… \(done) sur \(total) changements" : "\(step)… \(done) of \(total) changes"
    case .delivering(let sent, let total):
      return isFrench ? "\(step)… \(sent) mails sur \(total)" : "\(step)… \(sent) of \(total) mails"
    case .copying(let rows):
      return isFrench ? "\(step)… \(rows) lignes" : "\(step)… \(rows) rows"
    case .watching(let directories):
      let names = directories.joined(separator: ", ")
      return isFrench ? "\(step)… \(names) (Ctrl-C arrête)" : "\(step)… \(names) (Ctrl-C ends it)"
    }
  }
}
