import Foundation

/// A run's account of itself, over all its directories.
package struct Report: Equatable, Sendable {
  package enum Mode: String, Equatable, Sendable, Codable { case plan, sync, relink }

  /// `2026-11-23T04-00-12Z-7f3a`: when it began, and four random hexadecimal digits.
  package let run: String
  package let mode: Mode
  package let startedAt: Date
  package let endedAt: Date
  package let directories: [DirectoryReport]
  /// Absent from a plan.
  package let mails: MailTally?
  /// Accounts that may sign in but have no password yet, counted by a run that adopts; else nil.
  package let withoutPassword: WithoutPassword?
  /// The run ties and records everything and mails nobody.
  package let adopts: Bool
  /// How many accounts there were after each of the last runs, for a page that draws it.
  package var figures: [AccountFigures] = []
  /// The numbers of the accounts that were named; empty when nobody was.
  package var numbers: [String] = []

  package init(
    run: String, mode: Mode, startedAt: Date, endedAt: Date, directories: [DirectoryReport], mails: MailTally? = nil,
    withoutPassword: WithoutPassword? = nil, adopts: Bool = false
  ) {
    self.run = run
    self.mode = mode
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.directories = directories
    self.mails = mails
    self.withoutPassword = withoutPassword
    self.adopts = adopts
  }

  package var counts: Counts { directories.reduce(Counts()) { $0 + $1.counts } }

  package var openProblems: [Problem] { directories.flatMap { $0.plan?.open.problems ?? [] } }

  /// No directory was read whole, or as much of it as was selected.
  package var readsChangesOnly: Bool {
    directories.allSatisfy { [.changes, .presence].contains($0.plan?.read.coverage) }
  }

  /// Everything was read, and there is nobody: neither in a directory nor among those who were there before.
  package var foundNobody: Bool {
    counts.unchanged == 0 && counts.absent == 0
      && directories.allSatisfy { directory in
        guard let read = directory.plan?.read else { return false }
        return read.entries == 0 && (read.coverage == .everything || read.coverage == .selection)
      }
  }

  /// The worst of what the directories came to: failed, refused, applied or changes, settled.
  package var outcome: RunRecord.Outcome { .worst(of: directories.map(\.outcome)) }

  /// Mails of this run, and what is still waiting.
  package struct MailTally: Equatable, Sendable, Codable {
    package let queued: Int
    package let sent: Int
    package let failed: Int
    package let waiting: Int
    /// When the last waiting mail is expected to leave, where a rate makes it later.
    package let expectedEnd: Date?
    /// Before when nothing leaves, where quiet hours hold mails back.
    package let quietUntil: Date?
    /// Why no mail could leave, if the relay failed.
    package let failure: DeliveryError?
    /// What the relay said of mails it refused for good.
    package let refusals: [Refused]

    package struct Refused: Equatable, Sendable, Codable {
      package let mail: Mail.ID
      package let reply: String

      package init(mail: Mail.ID, reply: String) {
        self.mail = mail
        self.reply = reply
      }
    }

    package init(
      queued: Int, sent: Int, failed: Int, waiting: Int, expectedEnd: Date? = nil, quietUntil: Date? = nil,
      failure: DeliveryError? = nil, refusals: [Refused] = []
    ) {
      self.queued = queued
      self.sent = sent
      self.failed = failed
      self.waiting = waiting
      self.expectedEnd = expectedEnd
      self.quietUntil = quietUntil
      self.failure = failure
      self.refusals = refusals
    }

    /// There was nothing to send and nothing went wrong.
    package var isQuiet: Bool { self == MailTally(queued: 0, sent: 0, failed: 0, waiting: 0) }
  }

  package struct WithoutPassword: Equatable, Sendable, Codable {
    package let withAddress: Int
    package let withoutAddress: Int

    package init(withAddress: Int, withoutAddress: Int) {
      self.withAddress = withAddress
      self.withoutAddress = withoutAddress
    }
  }
}
