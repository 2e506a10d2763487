import Foundation

/// What plans would write of accounts and ties, by account, so that rows of a store can be seen as they would be.
struct PlannedRows {
  /// What is written of an account that there is.
  private struct Edit {
    var after: Responsable
    var status: AccountStatus
    /// How often the row is written.
    var times: Int64 = 0
    var keepsVerification = true
  }

  private struct TieName: Hashable {
    let directory: String
    let key: Digest128
  }

  /// Ids that no store gives, greater than all it gave, as those of new accounts are.
  private static let firstNew: Int64 = 1 << 62

  /// The accounts that would be made.
  private(set) var created: [AccountID: Account] = [:]
  /// What is open in the directories that were planned.
  private(set) var open: [String: OpenMatters] = [:]
  private var edits: [AccountID: Edit] = [:]
  /// Keys of the addresses of open tokens, of the accounts of which that changes.
  private var tokens: [AccountID: [String]] = [:]
  private var ties: [AccountID: [TieName: AccountTie]] = [:]
  private var removed: Set<TieName> = []
  private var marks: [TieName: Date?] = [:]
  private var byNumber: [String: Set<AccountID>] = [:]
  private var byEmail: [String: Set<AccountID>] = [:]
  private var byName: [NameKey: Set<AccountID>] = [:]

  /// The accounts there are of which the row is written.
  var edited: Set<AccountID> { Set(edits.keys) }

  /// The accounts there are of which the row or a tie is written.
  var touched: Set<AccountID> { edited.union(ties.keys).filter { created[$0] == nil } }

  /// - Parameter plan: of another directory than those before.
  mutating func add(_ plan: Plan) {
    open[plan.directory] = plan.open
    for mark in plan.marks { marks[TieName(directory: plan.directory, key: mark.tie)] = .some(mark.missingSince) }
    for change in plan.changes { add(change, of: plan.directory) }
    for refreshed in plan.refreshedTies { note(refreshed.tie, of: refreshed.tie.account) }
  }

  private mutating func add(_ change: Change, of directory: String) {
    let id = change.account ?? AccountID(Self.firstNew + Int64(created.count))
    switch BatchRow.AccountWrite(change) {
    case .insert(let person, let status): created[id] = Account(id: id, responsable: person, status: status)
    case .update(_, let person, let status, let keepsVerification):
      edit(id, person, status, keepsVerification: keepsVerification)
    case .keep: break
    }
    index(change.after, id)
    let links = change.mails.filter { $0.kind == .link }.map { EmailAddress.key($0.to) }
    if change.revokesTokens || !links.isEmpty { tokens[id] = links }
    if let former = change.replacedTie { removed.insert(TieName(directory: directory, key: former)) }
    note(change.tie, of: id)
    if let account = created[id] { created[id] = after(account) }
  }

  private mutating func edit(
    _ id: AccountID, _ person: Responsable, _ status: AccountStatus, keepsVerification: Bool
  ) {
    if created[id] != nil {
      created[id]?.responsable = person
      created[id]?.status = status
      created[id]?.revision += 1
      return
    }
    var edit = edits[id] ?? Edit(after: person, status: status)
    edit.after = person
    edit.status = status
    edit.times += 1
    edit.keepsVerification = edit.keepsVerification && keepsVerification
    edits[id] = edit
  }

  private mutating func note(_ tie: Tie, of id: AccountID) {
    var known = AccountTie(
      directory: tie.directory, key: tie.anchor.key, isSecondary: tie.isSecondary, missingSince: tie.missingSince)
    known.agreed = tie.agreed
    ties[id, default: [:]][TieName(directory: tie.directory, key: tie.anchor.key)] = known
    if let account = created[id] { created[id] = after(account) }
  }

  private mutating func index(_ person: Responsable, _ id: AccountID) {
    if let number = person.number { byNumber[number, default: []].insert(id) }
    if let email = person.email { byEmail[EmailAddress.key(email), default: []].insert(id) }
    if let name = NameKey(lastName: person.lastName, firstName: person.firstName) {
      byName[name, default: []].insert(id)
    }
  }

  /// The accounts that meet a key by what would be written of them.
  func accounts(meeting keys: MatchKeys) -> Set<AccountID> {
    var met: Set<AccountID> = []
    for number in keys.numbers { met.formUnion(byNumber[number] ?? []) }
    for email in keys.emails { met.formUnion(byEmail[email] ?? []) }
    for name in keys.names { met.formUnion(byName[name] ?? []) }
    return met
  }

  /// An account as it would be.
  func after(_ account: Account) -> Account {
    var after = account
    if let edit = edits[account.id] {
      after.responsable = edit.after
      after.responsable.number = edit.after.number ?? account.responsable.number
      after.status = edit.status
      after.revision += edit.times
      if !edit.keepsVerification { after.emailVerifiedAt = nil }
    }
    after.openTokenAddresses = tokens[account.id] ?? account.openTokenAddresses
    let written = ties[account.id] ?? [:]
    let kept = account.ties.filter { tie in
      let name = TieName(directory: tie.directory, key: tie.key)
      return written[name] == nil && !removed.contains(name)
    }.map(marked)
    after.ties = (kept + written.filter { !removed.contains($0.key) }.values).sorted {
      ($0.directory, $0.key) < ($1.directory, $1.key)
    }
    return after
  }

  private func marked(_ tie: AccountTie) -> AccountTie {
    guard let since = marks[TieName(directory: tie.directory, key: tie.key)] else { return tie }
    var marked = AccountTie(
      directory: tie.directory, key: tie.key, isSecondary: tie.isSecondary, missingSince: since)
    marked.agreed = tie.agreed
    return marked
  }
}
