import Foundation

/// What was wrong with a run, so that the same is not told twice.
package struct RunVerdict: Equatable, Sendable {
  private struct Trouble: Equatable, Sendable {
    let directory: String
    let refusals: [Refusal]
    let failure: RunFailure?

    static func == (left: Trouble, right: Trouble) -> Bool {
      left.directory == right.directory && left.failure?.withoutFigures == right.failure?.withoutFigures
        && left.refusals.count == right.refusals.count
        && zip(left.refusals, right.refusals).allSatisfy { $0.isSame(as: $1) }
    }
  }

  private let troubles: [Trouble]
  /// Why no mail could leave.
  private let relay: DeliveryError?

  package init(_ report: Report) { self.init(report.directories, relay: report.mails?.failure) }

  /// What a run came to so far, with the line of its last directory.
  package init(_ before: [DirectoryReport], _ last: RunRecord) {
    troubles =
      Self.troubles(of: before)
      + (last.outcome.isTrouble
        ? [Trouble(directory: last.directory, refusals: last.detail.refusals, failure: last.detail.failure)] : [])
    relay = nil
  }

  private init(_ directories: [DirectoryReport], relay: DeliveryError?) {
    troubles = Self.troubles(of: directories)
    self.relay = relay
  }

  private static func troubles(of directories: [DirectoryReport]) -> [Trouble] {
    directories.filter { $0.outcome.isTrouble }.map {
      Trouble(directory: $0.name, refusals: $0.refusals, failure: $0.failure)
    }
  }

  package var isFine: Bool { troubles.isEmpty && relay == nil }

  /// Whether directories were refused, or failed, as they were in another run.
  package func hasTroubles(of last: RunVerdict?) -> Bool { !troubles.isEmpty && troubles == last?.troubles }
}

extension RunFailure {
  /// The same, however many entries had come before.
  fileprivate var withoutFigures: RunFailure {
    guard case .directory(let error) = self else { return self }
    return switch error {
    case .searchFailed(let url, let base, _, let result):
      .directory(.searchFailed(url: url, base: base, entries: 0, result))
    case .connectionLost(let url, let base, _, let detail):
      .directory(.connectionLost(url: url, base: base, entries: 0, detail: detail))
    case .timedOut(let url, let base, _, let seconds):
      .directory(.timedOut(url: url, base: base, entries: 0, seconds: seconds))
    default: self
    }
  }
}

extension RunRecord.Outcome {
  fileprivate var isTrouble: Bool { self == .refused || self == .failed }
}

extension Report {
  /// Whether anybody has to read it who knows what the last run came to: the same trouble is told once, and its end too.
  package func isNews(after last: RunVerdict?) -> Bool {
    let verdict = RunVerdict(self)
    guard let last, verdict == last else { return isNews || last?.isFine == false }
    return verdict.isFine ? isNews : withoutTrouble.isNews
  }

  private var withoutTrouble: Report {
    let mails = mails.map {
      MailTally(queued: $0.queued, sent: $0.sent, failed: $0.failed, waiting: $0.waiting, refusals: $0.refusals)
    }
    return Report(
      run: run, mode: mode, startedAt: startedAt, endedAt: endedAt,
      directories: directories.filter { !$0.outcome.isTrouble }, mails: mails, withoutPassword: withoutPassword,
      adopts: adopts)
  }
}
