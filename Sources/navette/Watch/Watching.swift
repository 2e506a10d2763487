import Dispatch
import Foundation
import Presentation
import Provisioning

/// `navette sync --watch`: a run whenever something may have changed, and at least every so often, until it is stopped.
struct Watching {
  private var wiring: Wiring
  private let options: RunOptions
  private let delivers: Bool
  private let isQuiet: Bool

  private let board = BellBoard()
  private var wishes: Wiring.Wishes
  private let line: ProgressLine
  /// Set when a run did not come to its end: it is tried again before `runEvery`.
  private var retry: Double?
  private var backoff = Backoff(first: 60)
  /// What was said of a run that did not begin.
  private var saidFailure: String?
  /// Why no mail could leave, as far as it was told.
  private var relay: DeliveryError?
  private var mailsAreDue = false

  init(_ wiring: Wiring, _ options: RunOptions, delivers: Bool, isQuiet: Bool) {
    self.wiring = wiring
    self.options = options
    self.delivers = delivers
    self.isQuiet = isQuiet
    wishes = options.wishes(for: wiring)
    wishes.notes = Dictionary(uniqueKeysWithValues: wiring.settings.directories.map { ($0.name, ReadNote()) })
    line = ProgressLine(isFrench: wiring.settings.portal.language == .fr)
  }

  private var settings: WatchSettings { wiring.settings.watch }

  mutating func run() throws {
    try runOnce(isFirst: true)
    wishes.full = false
    let bells = BellThreads(wiring, wishes.notes, board)
    while !Interruption.isAsked {
      try waitForNext()
      if !Interruption.isAsked { try runOnce(isFirst: false) }
    }
    bells.end()
  }

  // MARK: Runs

  private mutating func runOnce(isFirst: Bool) throws {
    line.clear()
    // Links that were made with a new key while we waited.
    if let keys = TokenKeyFile.now(at: wiring.settings.secretKeyFile) { wiring.settings.tokenKeys = keys }
    board.answer()
    do {
      let report = try syncWhenFree()
      saidFailure = nil
      if Interruption.isAsked && report.outcome == .failed { return }
      try tell(report)
    } catch let failure as CommandFailure where !isFirst {
      // A store that is away, a template that was edited: whoever mends it need not start the watch again.
      if failure.message != saidFailure { StandardError.print(failure.message) }
      saidFailure = failure.message
      retry = backoff.next(most: Double(settings.runEvery), jitter: Double.random(in: 0...1))
    } catch is Stopped {}
  }

  /// Who asked to stop while the store was another's has no report.
  private struct Stopped: Error {}

  /// Runs, once whoever holds the store has let go of it.
  private func syncWhenFree() throws -> Report {
    var hasSaid = false
    while !Interruption.isAsked {
      do {
        return try wiring.sync(wishes, delivers: delivers)
      } catch let failure as CommandFailure {
        guard case .held = failure.store else { throw failure }
        if !hasSaid { StandardError.print(failure.message + "\n" + wiring.waitsForStore) }
        hasSaid = true
        Interruption.pause(seconds: 1)
      }
    }
    throw Stopped()
  }

  private mutating func tell(_ report: Report) throws {
    let isNews = report.isNews(after: wishes.last)
    if isNews || !isQuiet && options.reportOptions.format == .jsonl {
      let style = options.reportOptions.style(for: wiring.settings, environment: wiring.environment)
      try options.reportOptions.write(report, style: style)
    }
    wishes.last = RunVerdict(report)
    retry = nil
    if report.outcome == .failed {
      retry = backoff.next(most: Double(settings.runEvery), jitter: Double.random(in: 0...1))
    } else {
      backoff.reset()
    }
    relay = report.mails?.failure
    mailsAreDue = report.mails.map(Self.goesOn) ?? false
  }

  // MARK: Between runs

  /// Waits until something rang and what came with it is gathered, or until it is time; sends what is due meanwhile.
  private mutating func waitForNext() throws {
    let begin = ContinuousClock.now
    let due = begin + .seconds(retry ?? Double(settings.runEvery))
    var nextDelivery = mailsAreDue ? begin : begin + .seconds(60)
    while !Interruption.isAsked, ContinuousClock.now < due {
      line.show(.watching(wiring.settings.directories.map(\.name)))
      if board.hasRung { return Interruption.pause(seconds: Double(settings.gather)) }
      if delivers, ContinuousClock.now >= nextDelivery {
        deliver()
        nextDelivery = ContinuousClock.now + .seconds(mailsAreDue ? 0 : 60)
      }
      Interruption.pause(seconds: 0.1)
    }
  }

  /// Sends for a moment: what rings meanwhile shall not wait for long.
  private mutating func deliver() {
    mailsAreDue = false
    guard let mail = wiring.settings.mail else { return }
    do {
      let tally = try wiring.deliver(
        from: wiring.openStore(.readWrite), with: wiring.composer(), for: min(mail.deliverFor, 30))
      mailsAreDue = Self.goesOn(tally)
      let isNews = tally.failed > 0 || tally.failure != relay || !isQuiet && tally.sent > 0
      relay = tally.failure
      guard isNews, !Interruption.isAsked else { return }
      line.clear()
      // Standard output is the reports': in another format than text, sentences are none.
      wiring.say(tally, options.reportOptions.isTextOnOutput ? StandardOutput.print : StandardError.print)
    } catch {
      let message = (error as? CommandFailure)?.message ?? "\(error)"
      if message != saidFailure { StandardError.print(message) }
      saidFailure = message
    }
  }

  /// Mails are left that could leave at once.
  private static func goesOn(_ tally: Report.MailTally) -> Bool {
    tally.failure == nil && tally.quietUntil == nil && tally.waiting > 0 && tally.sent > 0
  }
}

extension Wiring.Wishes {
  /// Whether a run that ends with this line has the troubles of the run before, and nothing else to tell.
  func knows(_ before: [DirectoryReport], _ line: RunRecord) -> Bool {
    let outcomes = before.map(\.outcome) + [line.outcome]
    return !outcomes.contains(.applied) && RunVerdict(before, line).hasTroubles(of: last)
  }
}
