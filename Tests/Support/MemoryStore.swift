import Foundation
import Provisioning
import Synchronization

/// A store in memory for the tests of the rules; it passes the contract suite of the stores.
package final class MemoryStore: Store, Sendable {
  struct State: Sendable {
    var snapshot = MemorySnapshot()
    /// Addresses that bounce whatever the mails say.
    var bouncing: Set<String> = []
    var edits: (number: String, times: Int)?
    var holder: (name: String, since: Date)?
  }

  let state = Mutex(State())

  package init() {}

  package var snapshot: MemorySnapshot { state.withLock { $0.snapshot } }
  package var mails: [MailRow] { snapshot.lines.map(\.row) }
  package var runs: [RunRecord] { snapshot.runs }

  package var accounts: [Account] {
    let snapshot = snapshot
    return snapshot.accounts.values.map { snapshot.joined($0, at: .distantPast) }.sorted { $0.id < $1.id }
  }

  package func add(_ account: Account) {
    var account = account
    account.ties = []
    account.openTokenAddresses = []
    state.withLock { [account] in
      $0.snapshot.accounts[account.id] = account
      $0.snapshot.lastAccount = max($0.snapshot.lastAccount, account.id.rawValue)
    }
  }

  package func bounce(_ address: String) { state.withLock { _ = $0.bouncing.insert(EmailAddress.key(address)) } }

  /// Somebody else changes the account with this number just before each of the next commits.
  package func editBeforeCommit(_ number: String, times: Int) { state.withLock { $0.edits = (number, times) } }

  package func ties(of directory: String) -> TieIndex {
    let snapshot = snapshot
    return index(snapshot.ties[directory, default: [:]], snapshot)
  }

  package func ties(of directory: String, keys: Set<Digest128>) -> TieIndex {
    let snapshot = snapshot
    return index(snapshot.ties[directory, default: [:]].filter { keys.contains($0.key) }, snapshot)
  }

  private func index(_ ties: [Digest128: Tie], _ snapshot: MemorySnapshot) -> TieIndex {
    TieIndex(
      ContiguousArray(
        ties.map { key, tie in
          let account = snapshot.accounts[tie.account]
          var flags: TieIndex.Flags = []
          if account?.status.isActive == true { flags.insert(.active) }
          if tie.missingSince != nil { flags.insert(.missing) }
          if account?.revision != tie.accountRevision { flags.insert(.edited) }
          if tie.isSecondary { flags.insert(.secondary) }
          return TieIndex.Record(
            key: key, digest: tie.digest, dnHash: Tie.hash(dn: tie.dn, syncID: tie.syncID),
            activeUntil: tie.activeUntil, flags: flags)
        }))
  }

  package func matches(_ keys: MatchKeys, in directory: String, at now: Date) -> Matches {
    let snapshot = snapshot
    var matches = Matches()
    matches.ties = snapshot.ties[directory, default: [:]].filter { keys.ties.contains($0.key) }
    let wanted = keys.accounts.union(matches.ties.values.map(\.account))
    for account in snapshot.accounts.values where wanted.contains(account.id) || keys.meet(account.responsable) {
      matches.accounts[account.id] = snapshot.joined(account, at: now)
    }
    let known = Set(matches.accountsKnown(besides: directory))
    for (name, ties) in snapshot.ties {
      for (key, tie) in ties where known.contains(tie.account.rawValue) {
        matches.note(tie.agreed, of: tie.account, by: name, key: key)
      }
    }
    matches.bouncing = keys.emails.filter { isBouncing($0, snapshot) }
    return matches
  }

  private func isBouncing(_ key: String, _ snapshot: MemorySnapshot) -> Bool {
    let last = snapshot.lines.filter { EmailAddress.key($0.row.to) == key && $0.bounces != nil }
      .max { ($0.finishedAt ?? .distantPast) < ($1.finishedAt ?? .distantPast) }
    return last?.bounces == true || state.withLock { $0.bouncing.contains(key) }
  }

  package func history(of directory: String, since: Date) -> History {
    let snapshot = snapshot
    let runs = snapshot.runs.filter {
      $0.directory == directory && [.applied, .settled].contains($0.outcome) && $0.endedAt >= since
    }
    let managed = snapshot.ties[directory, default: [:]].values.filter {
      !$0.isSecondary && snapshot.accounts[$0.account]?.status.isActive == true
    }
    return History(
      activeManaged: managed.count, lastWholeRead: snapshot.wholeReads[directory],
      applied: runs.map { History.AppliedRun(activeManaged: $0.activeManaged, counts: $0.counts, lifted: $0.lifted) })
  }

  package func openMatters(of directory: String) -> OpenMatters { snapshot.open[directory] ?? OpenMatters() }

  package func heldFields(among fields: [Field], in directory: String) -> Set<Field> {
    let snapshot = snapshot
    let ties = snapshot.ties[directory, default: [:]].values
    return Set(fields.filter { field in ties.contains { $0.agreed[field] != nil } })
  }

  package func record(_ run: RunRecord) { state.withLock { $0.snapshot.append(run, []) } }

  package func exclusively<Result>(as holder: Actor, at now: Date, _ body: () throws -> Result) throws -> Result {
    try state.withLock { state in
      if let held = state.holder { throw StoreError.held(location: "memory", by: held.name, since: held.since) }
      state.holder = ("\(holder.name) (\(holder.origin))", now)
    }
    defer { state.withLock { $0.holder = nil } }
    return try body()
  }
}

extension MatchKeys {
  /// Whether a number, an address or a name is among the keys.
  fileprivate func meet(_ person: Responsable) -> Bool {
    let name = NameKey(lastName: person.lastName, firstName: person.firstName)
    return person.number.map(numbers.contains) == true || name.map(names.contains) == true
      || person.email.map { emails.contains(EmailAddress.key($0)) } == true
  }
}
