import Foundation
import Provisioning

/// All that a store in memory holds.
package struct MemorySnapshot: Equatable, Sendable {
  /// A token, and what became of it.
  package struct Token: Equatable, Sendable {
    package let row: TokenRow
    package let account: AccountID
    package var expiresAt: Date?
    package var usedAt: Date?
    package var revokedAt: Date?

    func isOpen(at now: Date) -> Bool { usedAt == nil && revokedAt == nil && expiresAt.map { $0 > now } ?? true }
  }

  /// A mail, and what became of it.
  package struct Line: Equatable, Sendable {
    package let id: Mail.ID
    package let row: MailRow
    /// Nil of a report.
    package let account: AccountID?
    package let actor: Actor
    package let queuedAt: Date
    package var state: MailState = .waiting
    package var dueAt: Date
    package var lease: Date?
    package var attempts = 0
    package var finishedAt: Date?
    package var reply: String?
    package var bounces: Bool?
    package var subject: String?

    func state(at now: Date) -> MailState {
      state == .waiting && lease.map { $0 > now } ?? false ? .sending : state
    }
  }

  /// A change of a run, as its line in the journal tells it.
  package struct RunChange: Equatable, Sendable {
    package let account: AccountID
    package let row: JournalRow
  }

  package var accounts: [AccountID: Account] = [:]
  package var ties: [String: [Digest128: Tie]] = [:]
  package var lines: [Line] = []
  package var tokens: [String: Token] = [:]
  package var runs: [RunRecord] = []
  package var journal: [JournalRow] = []
  /// The changes of each line of `runs`.
  package var changes: [[RunChange]] = []
  package var sequels: [String: RunSequel] = [:]
  package var figures: [AccountFigures] = []
  package var open: [String: OpenMatters] = [:]
  package var wholeReads: [String: WholeRead] = [:]
  package var cursors: [String: ReadCursor] = [:]
  package var lastAccount: Int64 = 0
  package var lastNumber: Int64 = 0

  package init() {}

  /// An account with the ties and open tokens that stand elsewhere.
  func joined(_ account: Account, at now: Date) -> Account {
    var account = account
    account.ties = ties.flatMap { directory, ties in
      ties.filter { $0.value.account == account.id }.map { key, tie in
        AccountTie(directory: directory, key: key, isSecondary: tie.isSecondary, missingSince: tie.missingSince)
      }
    }.sorted { ($0.directory, $0.key) < ($1.directory, $1.key) }
    account.openTokenAddresses = tokens.values
      .filter { $0.account == account.id && $0.isOpen(at: now) }.map { EmailAddress.key($0.row.address) }.sorted()
    return account
  }

  mutating func revokeTokens(of account: AccountID, at now: Date) {
    for (hash, token) in tokens where token.account == account && token.usedAt == nil && token.revokedAt == nil {
      tokens[hash]?.revokedAt = now
    }
  }

  mutating func cancelMails(of account: AccountID, at now: Date) {
    for index in lines.indices where lines[index].account == account && lines[index].state == .waiting {
      cancel(index, at: now)
    }
  }

  mutating func cancel(_ index: Int, at now: Date) {
    lines[index].state = .cancelled
    lines[index].lease = nil
    lines[index].finishedAt = now
  }
}
