import Foundation
import Provisioning

/// Writes rows into a copy of what a store in memory holds.
struct MemoryWriter {
  private(set) var after: MemorySnapshot
  private(set) var stale: Set<AccountID> = []
  private var cleared: Set<AccountID> = []
  private var queued = 0
  private var unnumbered: [AccountID] = []
  private var anchors: [AccountID: Anchor] = [:]
  private var changes: [MemorySnapshot.RunChange] = []
  private let actor: Actor
  private let directory: String?
  private let now: Date

  init(_ before: MemorySnapshot, by actor: Actor, in directory: String?, at now: Date) {
    after = before
    self.actor = actor
    self.directory = directory
    self.now = now
  }

  mutating func clear(_ accounts: [AccountID]) {
    for id in accounts {
      if let number = after.accounts[id]?.responsable.number { retire(number) }
      cleared.insert(id)
      after.accounts[id]?.responsable.number = nil
    }
  }

  mutating func write(_ row: BatchRow) {
    guard writeAccount(row) else { return }
    if row.revokesTokens { after.revokeTokens(of: row.id, at: now) }
    if row.cancelsMails { after.cancelMails(of: row.id, at: now) }
    if let token = row.token { after.tokens[token.hash] = MemorySnapshot.Token(row: token, account: row.id) }
    for mail in row.mails { queue(mail, row.id) }
    if let key = row.removesTie, let directory = row.tie?.directory ?? directory { after.ties[directory]?[key] = nil }
    if let tie = row.tie { write(tie, row.id) }
    if let line = row.journal {
      after.journal.append(line)
      changes.append(MemorySnapshot.RunChange(account: row.id, row: line))
    }
  }

  mutating func bringIn(_ account: NewAccount) {
    let id = AccountID(after.lastAccount + 1)
    write(BatchRow(id: id, account: .insert(account.responsable, .active)))
    if account.hasPassword { after.accounts[id]?.hasPassword = true }
  }

  private mutating func writeAccount(_ row: BatchRow) -> Bool {
    switch row.account {
    case .insert(let person, let status):
      after.accounts[row.id] = Account(id: row.id, responsable: person, status: status)
      after.lastAccount = max(after.lastAccount, row.id.rawValue)
      if person.number == nil { unnumbered.append(row.id) }
      anchors[row.id] = row.tie?.anchor
    case .update(let revision, let person, let status, let keepsVerification):
      guard var account = current(row.id, revision) else { return false }
      account.update(person, status, keepsVerification: keepsVerification)
      if account.responsable.number == nil && cleared.contains(row.id) { unnumbered.append(row.id) }
      after.accounts[row.id] = account
    case .keep(let revision):
      guard current(row.id, revision) != nil else { return false }
    }
    return true
  }

  private mutating func current(_ id: AccountID, _ revision: Int64) -> Account? {
    if let account = after.accounts[id], account.revision == revision { return account }
    stale.insert(id)
    return nil
  }

  private mutating func queue(_ mail: MailRow, _ account: AccountID) {
    after.lines.append(
      MemorySnapshot.Line(
        id: Int64(after.lines.count + 1), row: mail, account: account, actor: actor, queuedAt: now, dueAt: now))
    queued += 1
  }

  private mutating func write(_ tie: Tie, _ account: AccountID) {
    var tie = tie
    tie.account = account
    tie.accountRevision = after.accounts[account]?.revision ?? 0
    after.ties[tie.directory, default: [:]][tie.anchor.key] = tie
  }

  /// Gives the numbers that are missing.
  mutating func finish() throws(StoreError) -> Receipt {
    var given: [Anchor: String] = [:]
    for id in unnumbered {
      let number = nextNumber()
      after.accounts[id]?.responsable.number = number
      if let anchor = anchors[id] { given[anchor] = number }
    }
    let numbers = after.accounts.values.compactMap(\.responsable.number)
    let isUnique = Set(numbers).count == numbers.count
    guard isUnique else { throw .failed(location: "memory", detail: "a number twice") }
    let isLost = cleared.contains { after.accounts[$0]?.responsable.number == nil }
    guard !isLost else { throw .failed(location: "memory", detail: "a number was not set again") }
    return Receipt(mailsQueued: queued, numbers: given)
  }

  private mutating func nextNumber() -> String {
    let taken = Set(after.accounts.values.compactMap(\.responsable.number))
    var number = ""
    repeat {
      after.lastNumber += 1
      let digits = String(after.lastNumber)
      number = "R-" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    } while taken.contains(number)
    return number
  }

  private mutating func retire(_ number: String) {
    guard number.hasPrefix("R-"), let value = Int64(number.dropFirst(2)) else { return }
    after.lastNumber = max(after.lastNumber, value)
  }

  /// What a batch says of the directory as a whole.
  mutating func keep(_ batch: Batch) {
    let name = batch.run.directory
    for mark in batch.marks { after.ties[name]?[mark.tie]?.missingSince = mark.missingSince }
    after.open[name] = batch.open.following(
      after.open[name] ?? OpenMatters(), scope: batch.scope, at: batch.run.startedAt)
    if let read = batch.wholeRead { after.wholeReads[name] = read }
    if case .set(let cursor) = batch.cursor { after.cursors[name] = cursor }
    after.append(batch.run, changes)
  }
}

extension Account {
  fileprivate mutating func update(_ person: Responsable, _ status: AccountStatus, keepsVerification: Bool) {
    let before = responsable
    responsable = person
    responsable.number = person.number ?? before.number
    self.status = status
    revision += 1
    let isSameAddress = before.email.map(EmailAddress.key) == person.email.map(EmailAddress.key)
    if !keepsVerification && !isSameAddress { emailVerifiedAt = nil }
  }
}
