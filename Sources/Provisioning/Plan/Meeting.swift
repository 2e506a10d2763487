import Foundation

/// Decides whom an entry without a tie is: nobody yet, somebody, or a question for a human.
///
/// Nobody is matched because two people share an address.
struct Meeting {
  enum Verdict: Equatable {
    /// Nobody: a new account.
    case nobody
    /// Exactly one account, not managed.
    case somebody(AccountID, by: [Field])
    /// An account that an entry of this directory held until it vanished.
    case recreated(AccountID, former: Digest128, by: [Field])
    /// An account that another directory gives already.
    case secondary(AccountID, of: String)
    case propose(Proposal.Code, [AccountID])

    /// The one account this verdict would tie.
    var account: AccountID? {
      switch self {
      case .somebody(let id, _), .recreated(let id, _, _), .secondary(let id, _): id
      case .nobody, .propose: nil
      }
    }
  }

  private let directory: String
  private let rules: [[Field]]
  private let accounts: [AccountID: Account]
  /// Whether the entry of a tie of this directory is there.
  private let isPresent: (AccountTie) -> Bool
  /// Whether a directory is among the settings.
  private let isKnown: (String) -> Bool
  private var byNumber: [String: [AccountID]] = [:]
  private var byEmail: [String: [AccountID]] = [:]
  private var byName: [NameKey: [AccountID]] = [:]
  /// How many entries without a tie have each address.
  private var newcomersByEmail: [String: Int] = [:]

  init(
    directory: String, rules: [[Field]], accounts: [AccountID: Account], newcomers: [MappedEntry],
    isPresent: @escaping (AccountTie) -> Bool, isKnown: @escaping (String) -> Bool
  ) {
    self.isKnown = isKnown
    self.directory = directory
    self.rules = rules
    self.accounts = accounts
    self.isPresent = isPresent
    for (id, account) in accounts {
      let person = account.responsable
      if let number = person.number { byNumber[number, default: []].append(id) }
      if let email = person.email { byEmail[EmailAddress.key(email), default: []].append(id) }
      if let name = NameKey(lastName: person.lastName, firstName: person.firstName) {
        byName[name, default: []].append(id)
      }
    }
    guard !accounts.isEmpty else { return }
    for newcomer in newcomers {
      if let email = newcomer.responsable.email { newcomersByEmail[EmailAddress.key(email), default: 0] += 1 }
    }
  }

  func verdict(on entry: MappedEntry) -> Verdict {
    if accounts.isEmpty { return .nobody }
    var found: [AccountID: [Field]] = [:]
    var certain: Set<AccountID> = []
    var onlyByAddress = true
    for rule in rules {
      let candidates = candidates(for: entry.responsable, by: rule)
      guard !candidates.isEmpty else { continue }
      if !rule.contains(.email) || !isShared(entry.responsable.email) { onlyByAddress = false }
      for id in candidates where found[id] == nil { found[id] = rule }
      if Self.tellsAPerson(rule) { certain.formUnion(candidates) }
    }
    if found.isEmpty { return formerHolder(of: entry) }
    guard found.count == 1, let (id, rule) = found.first else {
      return .propose(.ambiguousMatch, found.keys.sorted())
    }
    if onlyByAddress { return .propose(.sharedAddress, [id]) }
    let isAlike = accounts[id].map { entry.responsable.hasNameOrAddress(of: $0.responsable) } ?? false
    return meet(id, by: rule, isCertain: certain.contains(id) && isAlike)
  }

  /// A number alone tells that an entry was created anew, whatever the rules.
  private func formerHolder(of entry: MappedEntry) -> Verdict {
    guard let number = entry.responsable.number, let ids = byNumber[number], ids.count == 1,
      let account = accounts[ids[0]], let tie = ownTie(of: account), !isPresent(tie)
    else { return .nobody }
    return .recreated(account.id, former: tie.key, by: [.number])
  }

  private func meet(_ id: AccountID, by rule: [Field], isCertain: Bool) -> Verdict {
    guard let account = accounts[id] else { return .nobody }
    let others = account.ties.filter { isKnown($0.directory) && $0.directory != directory }
    if let tie = ownTie(of: account) {
      if isPresent(tie) { return .propose(.alreadyTied, [id]) }
      if !tie.isReleased || others.isEmpty { return .recreated(id, former: tie.key, by: rule) }
    }
    if let other = others.first(where: { !$0.isSecondary }) ?? others.first {
      return isCertain ? .secondary(id, of: other.directory) : .propose(.givenElsewhere, [id])
    }
    return .somebody(id, by: rule)
  }

  /// Whether a rule tells one person from all others: a number does, unless nothing else agrees. An address is of a household,
  /// and a name of whoever bears it; a first name beside anything else than names is of one person.
  private static func tellsAPerson(_ rule: [Field]) -> Bool {
    rule.contains(.number)
      || rule.contains(.firstName) && rule.contains { ![.lastName, .firstName, .civility].contains($0) }
  }

  private func ownTie(of account: Account) -> AccountTie? {
    account.ties.first { $0.directory == directory }
  }

  private func isShared(_ email: String?) -> Bool {
    guard let key = email.map(EmailAddress.key) else { return false }
    return byEmail[key, default: []].count > 1 || newcomersByEmail[key, default: 0] > 1
  }

  private func candidates(for person: Responsable, by rule: [Field]) -> [AccountID] {
    guard rule.allSatisfy({ person[$0] != nil }) else { return [] }
    return lookup(person, by: rule).filter { id in
      accounts[id].map { account in rule.allSatisfy { agree(person, account.responsable, on: $0) } } ?? false
    }
  }

  private func lookup(_ person: Responsable, by rule: [Field]) -> [AccountID] {
    if rule.contains(.number) { return person.number.flatMap { byNumber[$0] } ?? [] }
    if rule.contains(.email) { return person.email.flatMap { byEmail[EmailAddress.key($0)] } ?? [] }
    return NameKey(lastName: person.lastName, firstName: person.firstName).flatMap { byName[$0] } ?? []
  }

  private func agree(_ left: Responsable, _ right: Responsable, on field: Field) -> Bool {
    switch field {
    case .email: ThreeWay.isEqual(.email, left[field], right[field])
    case .lastName, .firstName:
      left[field]?.text.map(NameKey.fold) == right[field]?.text.map(NameKey.fold)
    case .number, .civility, .mobile, .attribute: left[field] == right[field]
    }
  }
}
