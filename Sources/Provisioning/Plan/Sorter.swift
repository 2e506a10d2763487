import Foundation

/// Sorts the touched entries and the absent ties into changes, problems, proposals and bookkeeping.
struct Sorter {
  let planner: Planner
  let matches: Matches
  /// Accounts that are left alone because somebody is changing them.
  let contested: Set<AccountID>
  var plan: Plan
  /// Accounts that a proposal or a problem protects from being counted as absent.
  var protected: Set<AccountID> = []
  /// Accounts that an entry of another directory waits for: absent as they may be, they are kept.
  var heldElsewhere: Set<AccountID> = []
  private let threeWay: ThreeWay

  init(planner: Planner, matches: Matches, contested: Set<AccountID>, plan: Plan) {
    self.planner = planner
    self.matches = matches
    self.contested = contested
    self.plan = plan
    threeWay = ThreeWay(
      mapping: planner.mapping, directory: planner.directory, bouncing: matches.bouncing, knows: planner.policy.knows)
  }

  mutating func sort() {
    plan.open.problems += planner.unreadable
    plan.counts.problems += planner.unreadable.count
    var drafts = drafts()
    UniqueValues(directory: planner.directory, accounts: matches.accounts, sharedEmail: planner.policy.sharedEmail)
      .settle(&drafts)
    plan.changes.reserveCapacity(drafts.count)
    for draft in drafts { settle(draft) }
    if planner.countsAbsences(plan.read.coverage) { sortAbsent() }
  }

  // MARK: Entries

  private mutating func drafts() -> [Draft] {
    let newcomers = planner.touched.filter { !$0.isTied && !planner.duplicates.keys.contains($0.key) }
    let meeting = Meeting(
      directory: planner.directory, rules: planner.mapping.correlate, accounts: matches.accounts,
      newcomers: newcomers.map(\.entry), isPresent: isPresent, isKnown: planner.policy.knows)
    let verdicts = verdicts(on: newcomers, meeting)
    noteDuplicates()
    let firsts = planner.touched.filter { !$0.isTied && planner.duplicates[$0.key] != nil }
    protectThoseMet(by: firsts + planner.repeated, meeting)
    var drafts: [Draft] = []
    drafts.reserveCapacity(planner.touched.count)
    for touched in planner.touched {
      guard planner.duplicates[touched.key] == nil, let anchor = touched.entry.anchor else { continue }
      if let draft = touched.isTied ? tied(touched, anchor) : untied(touched, anchor, verdicts[touched.key]) {
        drafts.append(draft)
      }
    }
    return drafts
  }

  private func isPresent(_ tie: AccountTie) -> Bool {
    guard let position = planner.index.position(of: tie.key) else {
      // After a read of changes the index holds those only that were named or looked for.
      return plan.read.coverage == .changes && !tie.isMissing
    }
    if plan.read.coverage != .selection { return planner.seen[position] }
    return planner.seen[position] || !planner.index.records[position].flags.contains(.missing)
  }

  /// What each newcomer meets; an account that several of them meet is a question for each of these.
  private func verdicts(
    on newcomers: [Touched], _ meeting: Meeting
  ) -> [Digest128: Meeting.Verdict] {
    if matches.accounts.isEmpty { return [:] }
    var verdicts: [Digest128: Meeting.Verdict] = [:]
    var suitors: [AccountID: Int] = [:]
    for newcomer in newcomers where !newcomer.entry.problems.contains(where: \.isOfEntry) {
      let verdict = meeting.verdict(on: newcomer.entry)
      verdicts[newcomer.key] = verdict
      if let account = verdict.account { suitors[account, default: 0] += 1 }
    }
    return verdicts.mapValues { verdict in
      guard let account = verdict.account, suitors[account, default: 0] > 1 else { return verdict }
      return .propose(.ambiguousMatch, [account])
    }
  }

  /// Two entries with one anchor: neither can be believed, and the account they might be is protected.
  private mutating func noteDuplicates() {
    guard !planner.duplicates.isEmpty else { return }
    let people = Dictionary((planner.touched + planner.repeated).map { ($0.entry.dn, Person($0.entry.responsable)) }) {
      first, _ in first
    }.compactMapValues(\.self)
    for (key, others) in planner.duplicates {
      let first = planner.touched.first { $0.key == key }
      let tie = matches.ties[key]
      let anchor = first?.entry.anchor ?? tie?.anchor
      for dn in [first?.entry.dn ?? tie?.dn].compactMap(\.self) + others {
        plan.open.problems.append(
          Problem(
            .duplicateAnchor, directory: planner.directory, anchor: anchor?.text, dn: dn, detail: dn,
            person: people[dn]))
        plan.counts.problems += 1
      }
      if first == nil { plan.counts.unchanged -= 1 }
    }
  }

  /// Whoever one of several entries with a new anchor might be is there, though nobody can say which entry it is.
  private mutating func protectThoseMet(by duplicates: [Touched], _ meeting: Meeting) {
    for touched in duplicates {
      switch meeting.verdict(on: touched.entry) {
      case .propose(_, let ids): protected.formUnion(ids)
      case let verdict: if let account = verdict.account { protected.insert(account) }
      }
    }
  }

  private func draft(
    _ touched: Touched, _ anchor: Anchor, account: Account?, tie: Tie?, reason: Reason
  ) -> Draft {
    Draft(
      touched: touched, anchor: anchor, standing: account.map { Standing(account: $0, tie: tie) },
      after: account?.responsable ?? Responsable(), agreed: tie?.agreed ?? Responsable(),
      status: account?.status ?? .active, reason: reason, problems: touched.entry.problems)
  }

  private mutating func tied(_ touched: Touched, _ anchor: Anchor) -> Draft? {
    guard let tie = matches.ties[touched.key], let account = matches.accounts[tie.account] else { return nil }
    var draft = draft(touched, anchor, account: account, tie: tie, reason: .valuesChanged)
    if draft.problems.contains(where: \.isOfEntry) {
      draft.isRejected = true
    } else if contested.contains(account.id) {
      draft.reject(because: problem(.changedMeanwhile, draft))
    } else {
      stand(&draft, account, tie)
      if draft.isSecondary { return draft }
      threeWay.merge(&draft)
      judgeStatus(&draft)
    }
    return draft
  }

  private mutating func untied(
    _ touched: Touched, _ anchor: Anchor, _ verdict: Meeting.Verdict?
  ) -> Draft? {
    var draft = draft(touched, anchor, account: nil, tie: nil, reason: .newEntry)
    if draft.problems.contains(where: \.isOfEntry) {
      draft.isRejected = true
      return draft
    }
    switch verdict ?? .nobody {
    case .nobody:
      if planner.mapping.hasNumberRule, draft.entry.responsable.number == nil {
        // Said of the entry, not of the field as well: there is no account whose number could stay.
        draft.problems.removeAll { $0.field == Field.number.name }
        draft.reject(because: numberMissing(draft))
      }
    case .somebody(let id, let fields):
      draft = self.draft(touched, anchor, account: matches.accounts[id], tie: nil, reason: .correlated(by: fields))
    case .secondary(let id, let other):
      draft = self.draft(touched, anchor, account: matches.accounts[id], tie: nil, reason: .secondary(of: other))
      guard let account = draft.account else { return nil }
      draft.replacedTie = account.ties.first { $0.directory == planner.directory && $0.isReleased }?.key
      standAside(&draft, account)
      if draft.isSecondary { return draft }
    case .recreated(let id, let former, let fields):
      plan.rules[anchor.text] = .fields(fields)
      guard planner.mapping.relink == .automatic else {
        propose(.recreated, [id], draft)
        return nil
      }
      draft = relinked(touched, anchor, id, former)
      if draft.isSecondary { return draft }
    case .propose(let code, let ids):
      propose(code, ids, draft)
      return nil
    }
    if let account = draft.account, contested.contains(account.id) {
      draft.reject(because: problem(.changedMeanwhile, draft))
      return draft
    }
    threeWay.merge(&draft)
    judgeStatus(&draft)
    return draft
  }

  /// A re-created entry takes the account over as if nothing had been agreed less than before.
  ///
  /// The person is there: that the former entry is not must not count as an absence of the same account.
  private mutating func relinked(
    _ touched: Touched, _ anchor: Anchor, _ id: AccountID, _ former: Digest128
  ) -> Draft {
    let tie = matches.ties[former]
    var draft = draft(
      touched, anchor, account: matches.accounts[id], tie: tie, reason: .recreated(former: tie?.anchor))
    draft.replacedTie = former
    protected.insert(id)
    if let account = draft.account, let tie { stand(&draft, account, tie) }
    return draft
  }

  private mutating func propose(_ code: Proposal.Code, _ ids: [AccountID], _ draft: Draft) {
    let numbers = ids.compactMap { matches.accounts[$0]?.responsable.number }
    plan.open.proposals.append(
      Proposal(
        code, directory: planner.directory, anchor: draft.anchor.text, dn: draft.entry.dn,
        accounts: ids.map(\.rawValue), numbers: numbers, person: Person(draft.entry.responsable)))
    plan.counts.held += 1
    protected.formUnion(ids)
  }

  /// Finds out whether this directory gives the person, or another does.
  private func stand(_ draft: inout Draft, _ account: Account, _ tie: Tie) {
    if tie.isSecondary {
      standAside(&draft, account)
    } else if let first = primariesElsewhere(account).first(where: { comesFirst($0) && !$0.isMissing }) {
      draft.giveWay(to: first.directory)
    }
  }

  /// Makes a tie secondary where another directory gives the person; else this one does from now on.
  private func standAside(_ draft: inout Draft, _ account: Account) {
    let others = primariesElsewhere(account)
    if let first = others.first(where: { !planner.policy.puts(planner.directory, before: $0.directory) }) {
      draft.giveWay(to: first.directory)
    } else {
      draft.reason = others.first.map { .takenBack(from: $0.directory) } ?? .takenOver
      draft.takesOver = true
    }
  }

  private func comesFirst(_ tie: AccountTie) -> Bool { planner.policy.puts(tie.directory, before: planner.directory) }

  /// The ties by which other directories give the person; not that of one that lost them, so that the account is inactive.
  private func primariesElsewhere(_ account: Account) -> [AccountTie] {
    account.ties.filter {
      $0.directory != planner.directory && !$0.isSecondary && planner.policy.knows($0.directory)
        && !($0.isMissing && account.status == .inactive(.absent))
    }
  }

  private func judgeStatus(_ draft: inout Draft) {
    let until = draft.activeUntil
    let isExpired = until.map { $0 <= planner.now } ?? false
    let isWanted = draft.entry.isActive && !isExpired
    switch draft.status {
    case .active where !isWanted:
      draft.status = .inactive(draft.entry.isActive ? .expired : .directory)
      if draft.account != nil {
        draft.reason = if draft.entry.isActive, let until { .expired(at: until) } else { .inactiveInDirectory }
      }
    case .inactive(let reason) where isWanted && reason.isByRun:
      draft.status = .active
      draft.reason = .activeAgain(after: reason)
    case .active, .inactive: break
    }
  }

  private func problem(_ code: Problem.Code, _ draft: Draft) -> Problem {
    Problem(code, directory: planner.directory, anchor: draft.anchor.text, dn: draft.entry.dn)
  }

  private func numberMissing(_ draft: Draft) -> Problem {
    Problem(
      .missingRequired, directory: planner.directory, anchor: draft.anchor.text, dn: draft.entry.dn,
      attribute: planner.mapping[.number]?.attributes.joined(separator: ","), detail: Field.number.name)
  }
}
