import Foundation

/// What a store would hold once some plans were written, for a dry run of the next directory; nothing is written.
struct PlannedAccounts: AccountReading {
  private let store: any AccountReading
  private var rows = PlannedRows()

  init(_ store: any AccountReading, after plans: [Plan]) {
    self.store = store
    for plan in plans { rows.add(plan) }
  }

  func matches(_ keys: MatchKeys, in directory: String, at now: Date) throws(StoreError) -> Matches {
    let met = rows.accounts(meeting: keys)
    var asked = keys
    asked.accounts.formUnion(met.filter { rows.created[$0] == nil })
    var matches = try store.matches(asked, in: directory, at: now)
    let known = Set(matches.accountsKnown(besides: directory))
    for (id, account) in matches.accounts { matches.accounts[id] = rows.after(account) }
    for id in met { if let account = rows.created[id] { matches.accounts[id] = account } }
    try noteOwn(&matches, besides: known, in: directory, at: now)
    return matches
  }

  /// What this directory gave last of people whom another knows only by the plans: no store has told that.
  private func noteOwn(
    _ matches: inout Matches, besides known: Set<Int64>, in directory: String, at now: Date
  ) throws(StoreError) {
    var keys = MatchKeys()
    for id in matches.accountsKnown(besides: directory) where !known.contains(id) {
      let ties = matches.accounts[AccountID(id)]?.ties ?? []
      keys.ties.formUnion(ties.filter { $0.directory == directory }.map(\.key))
    }
    guard !keys.isEmpty else { return }
    for (key, tie) in try store.matches(keys, in: directory, at: now).ties {
      matches.note(tie.agreed, of: tie.account, by: directory, key: key)
    }
  }

  // MARK: Ties

  func ties(of directory: String) throws(StoreError) -> TieIndex {
    try flagged(store.ties(of: directory), of: directory)
  }

  func ties(of directory: String, keys: Set<Digest128>) throws(StoreError) -> TieIndex {
    try flagged(store.ties(of: directory, keys: keys), of: directory)
  }

  private func flagged(_ index: TieIndex, of directory: String) throws(StoreError) -> TieIndex {
    var isActive: [Digest128: Bool] = [:]
    try forEach(rows.edited, in: directory) { account, after in
      for tie in account.ties where tie.directory == directory { isActive[tie.key] = after.status.isActive }
    }
    if isActive.isEmpty { return index }
    return TieIndex(
      ContiguousArray(
        index.records.map { record in
          guard let isActive = isActive[record.key] else { return record }
          let flags = record.flags.subtracting(.active).union(.edited)
          return record.flagged(isActive ? flags.union(.active) : flags)
        }))
  }

  func dueTies(
    of directory: String, among directories: Set<String>?, at now: Date
  ) throws(StoreError) -> [Anchor] {
    let proposed = try proposed(among: directories ?? [])
    var candidates = Set(try store.dueTies(of: directory, among: directories, at: now).map(\.key))
    try forEach(rows.touched.union(proposed), in: directory) { account, _ in
      candidates.formUnion(account.ties.filter { $0.directory == directory }.map(\.key))
    }
    var due: [Anchor] = []
    let keys = candidates.sorted()
    for start in stride(from: 0, to: keys.count, by: Self.batchSize) {
      var asked = MatchKeys()
      asked.ties = Set(keys[start..<min(start + Self.batchSize, keys.count)])
      let matches = try store.matches(asked, in: directory, at: now)
      for tie in matches.ties.values {
        guard let account = matches.accounts[tie.account].map(rows.after) else { continue }
        if proposed.contains(account.id) || tie.isDue(of: account, among: directories, at: now) {
          due.append(tie.anchor)
        }
      }
    }
    return due
  }

  /// The accounts there are that proposals would be open about.
  private func proposed(among directories: Set<String>) throws(StoreError) -> Set<AccountID> {
    var proposed: Set<AccountID> = []
    for name in directories.union(rows.open.keys).sorted() {
      proposed.formUnion(try openMatters(of: name).proposals.flatMap(\.accounts).map(AccountID.init))
    }
    return proposed.filter { rows.created[$0] == nil }
  }

  /// Calls `body` with each of these accounts as it is and as it would be, those apart that there are not yet.
  private func forEach(
    _ ids: Set<AccountID>, in directory: String, _ body: (Account, Account) -> Void
  ) throws(StoreError) {
    let ids = ids.sorted()
    for start in stride(from: 0, to: ids.count, by: Self.batchSize) {
      var keys = MatchKeys()
      keys.accounts = Set(ids[start..<min(start + Self.batchSize, ids.count)])
      // Tokens are not asked about: any moment will do.
      for account in try store.matches(keys, in: directory, at: Date(timeIntervalSince1970: 0)).accounts.values {
        body(account, rows.after(account))
      }
    }
  }

  private static let batchSize = 5_000

  // MARK: What the guard and others look at

  func history(of directory: String, since: Date) throws(StoreError) -> History {
    var history = try store.history(of: directory, since: since)
    try forEach(rows.edited, in: directory) { account, after in
      guard account.ties.contains(where: { $0.directory == directory && !$0.isSecondary }) else { return }
      history.activeManaged += (after.status.isActive ? 1 : 0) - (account.status.isActive ? 1 : 0)
    }
    return history
  }

  func openMatters(of directory: String) throws(StoreError) -> OpenMatters {
    if let open = rows.open[directory] { return open }
    return try store.openMatters(of: directory)
  }

  // MARK: What plans of other directories do not touch

  func presentTies(
    of directory: String, besides keys: Set<Digest128>, limit: Int
  ) throws(StoreError) -> [Anchor] {
    try store.presentTies(of: directory, besides: keys, limit: limit)
  }

  func anchors(of ids: Set<SyncID>, in directory: String) throws(StoreError) -> [SyncID: Anchor] {
    try store.anchors(of: ids, in: directory)
  }

  func cursor(of directory: String) throws(StoreError) -> ReadCursor? { try store.cursor(of: directory) }

  func heldFields(among fields: [Field], in directory: String) throws(StoreError) -> Set<Field> {
    try store.heldFields(among: fields, in: directory)
  }
}
