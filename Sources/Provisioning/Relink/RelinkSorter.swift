import Foundation

/// Sorts the entries without a tie into new ties, proposals and people who are new.
struct RelinkSorter {
  let relinker: Relinker
  let matches: Matches
  /// Accounts that are left alone because somebody is changing them.
  let contested: Set<AccountID>
  private(set) var moves: [Move] = []
  private(set) var proposals: [Proposal] = []
  private(set) var problems: [Problem] = []
  private(set) var newEntries = 0
  /// Entries of which nothing could be said.
  private(set) var rejected = 0
  /// Ties that an entry names which cannot be tied, or not alone: they are nobody else's.
  private var blocked: Set<Digest128> = []

  /// An entry, the tie that is its own, and how that was found.
  struct Move {
    let touched: Touched
    let anchor: Anchor
    let tie: Tie
    let account: Account
    let rule: TieRule

    var number: String? { account.responsable.number }
    /// By number, then by anchor.
    var order: (String, String) { (number ?? "", anchor.text) }
  }

  private var planner: Planner { relinker.planner }

  init(_ relinker: Relinker, matches: Matches, contested: Set<AccountID>) {
    self.relinker = relinker
    self.matches = matches
    self.contested = contested
  }

  mutating func sort() {
    noteUnreadable()
    let others = sortByFormerAnchor(relinker.newcomers)
    sortByMeeting(others)
    dropCollisions()
    moves.sort { $0.order < $1.order }
    proposals.sort { $0.dn < $1.dn }
  }

  /// Entries that nobody can be tied to: without an anchor, or with one that another has too.
  private mutating func noteUnreadable() {
    problems += planner.unreadable
    rejected += planner.unreadable.count
    for (key, others) in planner.duplicates {
      blocked.formUnion(relinker.formerKeys[key] ?? [])
      let first = planner.touched.first { $0.key == key }
      for dn in [first?.entry.dn].compactMap(\.self) + others {
        problems.append(
          Problem(
            .duplicateAnchor, directory: planner.directory, anchor: first?.entry.anchor?.text, dn: dn, detail: dn))
        rejected += 1
      }
    }
  }

  // MARK: By the former anchor

  /// An entry that still carries the anchor its account is tied by is that entry, whatever else it says.
  ///
  /// - Returns: the entries that carry none.
  private mutating func sortByFormerAnchor(_ newcomers: [Touched]) -> [Touched] {
    var claims: [Digest128: Int] = [:]
    for newcomer in newcomers { for key in relinker.formerKeys[newcomer.key] ?? [] { claims[key, default: 0] += 1 } }
    let duplicated = blocked
    var others: [Touched] = []
    for newcomer in newcomers {
      guard let keys = relinker.formerKeys[newcomer.key], !keys.isEmpty else {
        others.append(newcomer)
        continue
      }
      if keys.count == 1, let key = keys.first, claims[key] == 1, !duplicated.contains(key) {
        tie(newcomer, key, by: .formerAnchor(formerAttribute))
      } else {
        propose(.ambiguousMatch, keys.compactMap { matches.ties[$0]?.account }.sorted(), newcomer)
      }
      blocked.formUnion(keys)
    }
    return others
  }

  private var formerAttribute: String { relinker.attributes.names.last ?? "" }

  // MARK: By what entry and account have in common

  private mutating func sortByMeeting(_ newcomers: [Touched]) {
    let blocked = blocked
    let meeting = Meeting(
      directory: planner.directory, rules: planner.mapping.correlate, accounts: matches.accounts,
      newcomers: newcomers.map(\.entry),
      isPresent: { [relinker] in blocked.contains($0.key) || !relinker.isLoose($0.key) }, isKnown: planner.policy.knows)
    var verdicts: [(newcomer: Touched, verdict: Meeting.Verdict)] = []
    for newcomer in newcomers {
      if newcomer.entry.hasEntryProblem {
        problems += newcomer.entry.problems.filter(\.isOfEntry)
        rejected += 1
      } else {
        verdicts.append((newcomer, meeting.verdict(on: newcomer.entry)))
      }
    }
    let suitors = Dictionary(verdicts.compactMap { $0.verdict.account.map { ($0, 1) } }, uniquingKeysWith: +)
    for (newcomer, verdict) in verdicts {
      if let account = verdict.account, suitors[account, default: 0] > 1 {
        propose(.ambiguousMatch, [account], newcomer)
      } else {
        sort(newcomer, verdict)
      }
    }
  }

  private mutating func sort(_ newcomer: Touched, _ verdict: Meeting.Verdict) {
    switch verdict {
    case .recreated(let id, let former, let fields):
      if isBelievable(newcomer.entry, id, former, fields) {
        tie(newcomer, former, by: .fields(fields))
      } else {
        propose(.recreated, [id], newcomer)
      }
    case .propose(let code, let ids): propose(code, ids, newcomer)
    case .nobody, .somebody, .secondary: newEntries += 1
    }
  }

  /// A number that everybody was given anew would tie each person to another: with nothing else in common it only proposes.
  private func isBelievable(_ entry: MappedEntry, _ id: AccountID, _ former: Digest128, _ fields: [Field]) -> Bool {
    if fields != [.number] { return true }
    let known = [matches.accounts[id]?.responsable, matches.ties[former]?.agreed].compactMap(\.self)
    return known.contains { entry.responsable.hasNameOrAddress(of: $0) }
  }

  // MARK: What comes of it

  private mutating func tie(_ newcomer: Touched, _ key: Digest128, by rule: TieRule) {
    guard let tie = matches.ties[key], let account = matches.accounts[tie.account], let anchor = newcomer.entry.anchor
    else { return }
    guard !contested.contains(account.id) else {
      problems.append(
        Problem(.changedMeanwhile, directory: planner.directory, anchor: anchor.text, dn: newcomer.entry.dn)
          .concerning(account.responsable))
      rejected += 1
      return
    }
    moves.append(Move(touched: newcomer, anchor: anchor, tie: tie, account: account, rule: rule))
  }

  private mutating func propose(_ code: Proposal.Code, _ ids: [AccountID], _ newcomer: Touched) {
    proposals.append(
      Proposal(
        code, directory: planner.directory, anchor: newcomer.entry.anchor?.text ?? "", dn: newcomer.entry.dn,
        accounts: ids.map(\.rawValue), numbers: ids.compactMap { matches.accounts[$0]?.responsable.number },
        person: Person(newcomer.entry.responsable)))
  }

  /// An anchor that is the one of a tie which stays would take that tie's place.
  private mutating func dropCollisions() {
    var isStable = false
    while !isStable {
      let leaving = Set(moves.map { $0.tie.anchor.key })
      let colliding = moves.filter {
        !leaving.contains($0.anchor.key) && relinker.ties.position(of: $0.anchor.key) != nil
      }
      isStable = colliding.isEmpty
      let keys = Set(colliding.map(\.anchor.key))
      moves.removeAll { keys.contains($0.anchor.key) }
      for move in colliding {
        let holder = matches.ties[move.anchor.key]?.account
        propose(.ambiguousMatch, Set([move.account.id, holder].compactMap(\.self)).sorted(), move.touched)
      }
    }
  }

  // MARK: A choice

  /// Keeps only the ties of accounts that were named by their numbers, and ties what was only proposed of them.
  ///
  /// - Returns: what became of each number.
  mutating func choose(_ numbers: Set<String>, before: OpenMatters) -> [String: NumberVerdict] {
    var verdicts: [String: NumberVerdict] = [:]
    var chosen = moves.filter { $0.number.map(numbers.contains) ?? false }
    for number in numbers {
      if chosen.contains(where: { $0.number == number }) {
        verdicts[number] = .tieable
      } else if let move = move(proposedFor: number) {
        chosen.append(move)
        verdicts[number] = .tieable
      } else {
        verdicts[number] = obstacle(of: number, before)
      }
    }
    moves = chosen.sorted { $0.order < $1.order }
    return verdicts
  }

  private func move(proposedFor number: String) -> Move? {
    let proposed = proposals.filter { $0.numbers.contains(number) }
    guard proposed.count == 1, let proposal = proposed.first, proposal.accounts.count == 1,
      proposal.code == .recreated || proposal.code == .sharedAddress,
      let account = matches.accounts[AccountID(proposal.accounts[0])],
      let own = account.ties.first(where: { $0.directory == planner.directory }), relinker.isLoose(own.key),
      !blocked.contains(own.key), let tie = matches.ties[own.key], !contested.contains(account.id),
      let touched = relinker.newcomers.first(where: { $0.entry.anchor?.text == proposal.anchor }),
      let anchor = touched.entry.anchor
    else { return nil }
    return Move(touched: touched, anchor: anchor, tie: tie, account: account, rule: .chosen)
  }

  private func obstacle(of number: String, _ before: OpenMatters) -> NumberVerdict {
    let proposed = proposals.filter { $0.numbers.contains(number) }
    if proposed.isEmpty { return before.proposals.contains { $0.numbers.contains(number) } ? .vanished : .noProposal }
    return proposed.contains { $0.code != .alreadyTied } ? .ambiguous : .alreadyTied
  }

  // MARK: Who was not found

  /// The ties that no entry was found for, and that nothing protects.
  var lost: [(tie: Tie, account: Account)] {
    let moved = Set(moves.map { $0.tie.anchor.key })
    let protected = Set(proposals.flatMap(\.accounts)).union(contested.map(\.rawValue))
    guard planner.unreadable.isEmpty else { return [] }
    return matches.ties.compactMap { key, tie in
      guard relinker.isLoose(key), !moved.contains(key), !blocked.contains(key),
        let account = matches.accounts[tie.account], account.status.isActive, !tie.isSecondary,
        !protected.contains(account.id.rawValue)
      else { return nil }
      return (tie, account)
    }
  }
}
