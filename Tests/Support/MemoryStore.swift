import Foundation
import Provisioning

/// A store in memory for the tests of the rules.
package final class MemoryStore: AccountStore, @unchecked Sendable {
  package struct Snapshot: Equatable {
    package var accounts: [AccountID: Account] = [:]
    package var ties: [String: [Digest128: Tie]] = [:]
    package var mails: [MailRow] = []
    package var tokens: [TokenRow] = []
    package var runs: [RunRecord] = []
    package var open: [String: OpenMatters] = [:]
    package var wholeReads: [String: WholeRead] = [:]
  }

  package private(set) var snapshot = Snapshot()
  private var bouncing: Set<String> = []
  private var edits: (number: String, times: Int)?

  package init() {}

  package var accounts: [Account] { snapshot.accounts.values.map(joined).sorted { $0.id < $1.id } }
  package var mails: [MailRow] { snapshot.mails }
  package var runs: [RunRecord] { snapshot.runs }

  package func add(_ account: Account) {
    var account = account
    account.ties = []
    snapshot.accounts[account.id] = account
  }

  package func bounce(_ address: String) { bouncing.insert(EmailAddress.key(address)) }

  /// Somebody else changes the account with this number just before each of the next commits.
  package func editBeforeCommit(_ number: String, times: Int) { edits = (number, times) }

  private func joined(_ account: Account) -> Account {
    var account = account
    for (directory, ties) in snapshot.ties {
      for (key, tie) in ties where tie.account == account.id {
        account.ties.append(
          AccountTie(directory: directory, key: key, isSecondary: tie.isSecondary, isMissing: tie.missingSince != nil))
      }
    }
    account.ties.sort { $0.directory < $1.directory }
    return account
  }

  package func ties(of directory: String) -> TieIndex {
    let ties = snapshot.ties[directory, default: [:]]
    return TieIndex(
      ContiguousArray(
        ties.map { key, tie in
          let account = snapshot.accounts[tie.account]
          var flags: TieIndex.Flags = []
          if account?.status.isActive == true { flags.insert(.active) }
          if tie.missingSince != nil { flags.insert(.missing) }
          if account?.revision != tie.accountRevision { flags.insert(.edited) }
          if tie.isSecondary { flags.insert(.secondary) }
          return TieIndex.Record(
            key: key, digest: tie.digest, dnHash: Tie.hash(dn: tie.dn), activeUntil: tie.activeUntil, flags: flags)
        }))
  }

  package func matches(_ keys: MatchKeys, in directory: String, at now: Date) -> Matches {
    var matches = Matches()
    let ties = snapshot.ties[directory, default: [:]]
    var wanted = keys.accounts
    for key in keys.ties {
      guard let tie = ties[key] else { continue }
      matches.ties[key] = tie
      wanted.insert(tie.account)
    }
    for account in snapshot.accounts.values {
      let person = account.responsable
      let name = NameKey(lastName: person.lastName, firstName: person.firstName)
      if wanted.contains(account.id) || person.number.map(keys.numbers.contains) == true
        || person.email.map({ keys.emails.contains(EmailAddress.key($0)) }) == true
        || name.map(keys.names.contains) == true
      {
        matches.accounts[account.id] = joined(account)
      }
    }
    matches.bouncing = bouncing.intersection(keys.emails)
    return matches
  }

  package func history(of directory: String, since: Date) -> History {
    let runs = snapshot.runs.filter {
      $0.directory == directory && [.applied, .settled].contains($0.outcome) && $0.startedAt > since
    }
    return History(
      activeManaged: activeManaged(directory), lastWholeRead: snapshot.wholeReads[directory],
      applied: runs.map { History.AppliedRun(activeManaged: $0.activeManaged, counts: $0.counts, lifted: $0.lifted) })
  }

  private func activeManaged(_ directory: String) -> Int {
    snapshot.ties[directory, default: [:]].values.filter {
      !$0.isSecondary && snapshot.accounts[$0.account]?.status.isActive == true
    }.count
  }

  package func openMatters(of directory: String) -> OpenMatters { snapshot.open[directory] ?? OpenMatters() }

  package func heldFields(among fields: [Field], in directory: String) -> Set<Field> {
    let tied = snapshot.ties[directory, default: [:]].values.compactMap { snapshot.accounts[$0.account] }
    return Set(fields.filter { field in tied.contains { $0.responsable[field] != nil } })
  }

  package func commit(_ batch: Batch) throws(StoreError) -> CommitResult {
    if let edits, edits.times > 0 {
      self.edits = (edits.number, edits.times - 1)
      for id in snapshot.accounts.keys where snapshot.accounts[id]?.responsable.number == edits.number {
        snapshot.accounts[id]?.revision += 1
      }
    }
    var after = snapshot
    var stale: Set<AccountID> = []
    var numbers: [Anchor: String] = [:]
    var queued = 0
    for id in batch.clearedNumbers { after.accounts[id]?.responsable.number = nil }
    do {
      try batch.forEachRow((after.accounts.keys.map(\.rawValue).max() ?? 0) + 1) { row in
        write(row, batch, &after, &stale, &numbers)
        queued += row.mails.count
      }
    } catch let error as StoreError {
      throw error
    } catch {
      throw .failed(location: "memory", detail: "\(error)")
    }
    if !stale.isEmpty { return .stale(stale) }
    let taken = after.accounts.values.compactMap(\.responsable.number)
    if Set(taken).count != taken.count { throw .failed(location: "memory", detail: "a number twice") }
    for mark in batch.marks { after.ties[batch.run.directory]?[mark.tie]?.missingSince = mark.missingSince }
    keep(batch, in: &after)
    snapshot = after
    return .committed(Receipt(mailsQueued: queued, numbers: numbers))
  }

  private func write(
    _ row: BatchRow, _ batch: Batch, _ after: inout Snapshot, _ stale: inout Set<AccountID>,
    _ numbers: inout [Anchor: String]
  ) {
    switch row.account {
    case .insert(var person, let status):
      if person.number == nil {
        person.number = "R-000\(row.id.rawValue)"
        if let tie = row.tie { numbers[tie.anchor] = person.number }
      }
      after.accounts[row.id] = Account(id: row.id, responsable: person, status: status)
    case .update(let revision, let person, let status, _):
      if after.accounts[row.id]?.revision != revision { stale.insert(row.id) }
      after.accounts[row.id]?.responsable = person
      after.accounts[row.id]?.status = status
      after.accounts[row.id]?.revision += 1
    case .keep(let revision):
      if after.accounts[row.id]?.revision != revision { stale.insert(row.id) }
    }
    if let removed = row.removesTie { after.ties[batch.run.directory]?[removed] = nil }
    if var tie = row.tie {
      tie.accountRevision = after.accounts[row.id]?.revision ?? 0
      after.ties[batch.run.directory, default: [:]][tie.anchor.key] = tie
    }
    if let token = row.token { after.tokens.append(token) }
    after.mails += row.mails
  }

  private func keep(_ batch: Batch, in after: inout Snapshot) {
    var open = batch.open
    for index in open.problems.indices where open.problems[index].since == nil {
      open.problems[index].since = batch.run.startedAt
    }
    for index in open.proposals.indices where open.proposals[index].since == nil {
      open.proposals[index].since = batch.run.startedAt
    }
    after.open[batch.run.directory] = open
    if let read = batch.wholeRead { after.wholeReads[batch.run.directory] = read }
    after.runs.append(batch.run)
  }

  package func record(_ run: RunRecord) { snapshot.runs.append(run) }

  package func exclusively<Result>(as holder: Actor, at now: Date, _ body: () throws -> Result) throws -> Result {
    try body()
  }
}
