import Foundation

extension Sorter {
  /// Turns a draft into what it comes to: a change, bookkeeping, or only problems.
  mutating func settle(_ draft: Draft) {
    let known = draft.account?.responsable ?? draft.entry.responsable
    plan.open.problems += draft.problems.map { $0.concerning(known) }
    guard !draft.isRejected else {
      plan.counts.problems += 1
      refreshRejected(draft)
      return
    }
    if draft.takesOver, draft.account?.status.isActive == true { plan.takenOver += 1 }
    plan.drifts += draft.drifts
    plan.counts.drift += draft.drifts.count
    let fields = draft.account == nil ? [] : changedFields(draft)
    guard let kind = kind(of: draft, fields) else {
      if draft.isSecondary { plan.counts.secondary += 1 } else { plan.counts.unchanged += 1 }
      refresh(draft)
      return
    }
    let consequence = consequence(of: draft)
    let change = Change(
      kind: kind, anchor: draft.anchor, dn: draft.entry.dn, previousDN: previousDN(draft), account: draft.account?.id,
      revision: draft.account?.revision ?? 0, number: draft.after.number, name: draft.after.displayName,
      fields: draft.account == nil ? nil : fields, mails: consequence.mails,
      reason: kind == .move ? .renamed : draft.reason, after: draft.after,
      status: draft.status, revokesTokens: consequence.revokesTokens, cancelsMails: consequence.cancelsMails,
      tie: tie(after: draft), replacedTie: draft.replacedTie)
    plan.changes.append(change)
    plan.counts.add(change)
  }

  private func changedFields(_ draft: Draft) -> [FieldChange] {
    if draft.isSecondary { return [] }
    return planner.mapping.rules.map(\.field).compactMap { field in
      let before = draft.account?.responsable[field]
      let after = draft.after[field]
      return ThreeWay.isEqual(field, before, after) ? nil : FieldChange(field, from: before, to: after)
    }
  }

  private func kind(of draft: Draft, _ fields: [FieldChange]) -> Change.Kind? {
    if draft.isSecondary { return draft.tie == nil || draft.replacedTie != nil ? .secondary : nil }
    guard let account = draft.account else { return .create }
    if draft.tie == nil || draft.replacedTie != nil { return .adopt }
    if account.status.isActive != draft.status.isActive { return draft.status.isActive ? .reactivate : .deactivate }
    if !fields.isEmpty || draft.takesOver { return .update }
    return previousDN(draft) == nil ? nil : .move
  }

  private func previousDN(_ draft: Draft) -> String? {
    guard let dn = draft.tie?.dn, dn != draft.entry.dn else { return nil }
    return dn
  }

  private func consequence(of draft: Draft) -> EmailTransition.Consequence {
    if draft.isSecondary { return EmailTransition.Consequence() }
    var consequence = EmailTransition(
      before: draft.account?.responsable.email, after: draft.after.email,
      hasPassword: draft.account?.hasPassword ?? false, wasActive: draft.account?.status.isActive ?? false,
      isActive: draft.status.isActive,
      hasOpenToken: draft.emailKey.map { draft.account?.openTokenAddresses.contains($0) ?? false } ?? false
    ).consequence
    if planner.policy.mailsNobody { consequence.mails = [] }
    return consequence
  }

  /// The tie once this is written; a digest is recorded only when nothing about the entry is open, so that problems
  /// and corrections made in the portal are looked at, and reported, again.
  private func tie(after draft: Draft) -> Tie {
    Tie(
      directory: planner.directory, anchor: draft.anchor, syncID: syncID(of: draft), dn: draft.entry.dn,
      digest: draft.problems.isEmpty && draft.drifts.isEmpty ? draft.entry.digest : nil, agreed: draft.agreed,
      account: draft.account?.id ?? AccountID(0), accountRevision: draft.account?.revision ?? 0,
      activeUntil: draft.activeUntil, isSecondary: draft.isSecondary)
  }

  /// Only a read of everything can tell that there is none.
  private func syncID(of draft: Draft) -> SyncID? {
    draft.touched.syncID ?? (plan.read.coverage == .everything ? nil : draft.tie?.syncID)
  }

  /// Writes a tie whose account does not change, if anything else about it does.
  private mutating func refresh(_ draft: Draft) {
    guard let before = draft.tie, let account = draft.account else { return }
    let after = tie(after: draft)
    if after != before { plan.refreshedTies.append(Plan.RefreshedTie(tie: after, revision: account.revision)) }
  }

  /// An entry that is a problem is there all the same: it is not absent, and it has no digest while that lasts.
  private mutating func refreshRejected(_ draft: Draft) {
    guard var tie = draft.tie, let account = draft.account, tie.digest != nil || tie.missingSince != nil else { return }
    tie.digest = nil
    tie.missingSince = nil
    guard !contested.contains(account.id) else { return }
    plan.refreshedTies.append(Plan.RefreshedTie(tie: tie, revision: account.revision))
  }

  // MARK: Absent ties

  mutating func sortAbsent() {
    for position in planner.unseen {
      guard let tie = matches.ties[planner.index.records[position].key],
        let account = matches.accounts[tie.account], !protected.contains(account.id)
      else { continue }
      if contested.contains(account.id) { noteContested(tie, account) } else { sortAbsent(tie, account) }
    }
  }

  private mutating func noteContested(_ tie: Tie, _ account: Account) {
    plan.open.problems.append(
      Problem(.changedMeanwhile, directory: planner.directory, anchor: tie.anchor.text, dn: tie.dn)
        .concerning(account.responsable))
  }

  /// What the directory said of a person holds until the grace is over, also that the account must not be used; then
  /// another directory that has the person decides, or nobody does any more.
  private mutating func sortAbsent(_ tie: Tie, _ account: Account) {
    let since = tie.missingSince ?? planner.now
    let due = since + planner.policy.grace
    let isLost = due <= planner.now
    let isExpired = tie.activeUntil.map { $0 <= planner.now } ?? false
    let isActive = account.status.isActive
    let others = account.ties.filter { $0.directory != planner.directory && planner.policy.knows($0.directory) }
    let goesOnElsewhere = others.contains { !isGone($0) }
    // Where nobody gives the person any more, whoever lost them last says so.
    let isOurs = !tie.isSecondary || !(goesOnElsewhere || others.contains { !$0.isSecondary })
    let isDecided = isOurs && !heldElsewhere.contains(account.id)
    if isDecided && isLost && goesOnElsewhere {
      release(tie, account, since: since)
    } else if isDecided && isActive && (isLost || isExpired) {
      deactivate(tie, account, since: since, isExpired: isExpired && !isLost)
    } else {
      mark(tie.anchor.key, tie, since)
      if isActive && isOurs { note(tie, account, since: since, due: due) }
    }
  }

  /// Missing there for longer than the grace: until then the person counts as there.
  private func isGone(_ tie: AccountTie) -> Bool {
    tie.missingSince.map { $0 + planner.policy.grace <= planner.now } ?? false
  }

  /// Leaves a person to the directory that has them; what was given here is kept, for whoever gives them next.
  private mutating func release(_ tie: Tie, _ account: Account, since: Date) {
    var released = tie
    released.isSecondary = true
    released.missingSince = since
    plan.refreshedTies.append(Plan.RefreshedTie(tie: released, revision: account.revision))
  }

  private mutating func mark(_ key: Digest128, _ tie: Tie, _ since: Date) {
    if tie.missingSince == nil { plan.marks.append(Batch.Mark(tie: key, missingSince: since)) }
  }

  private mutating func note(_ tie: Tie, _ account: Account, since: Date, due: Date) {
    plan.absences.append(
      Absence(
        anchor: tie.anchor, dn: tie.dn, number: account.responsable.number, name: account.responsable.displayName,
        since: since, due: due))
    plan.counts.absent += 1
  }

  private mutating func deactivate(_ tie: Tie, _ account: Account, since: Date, isExpired: Bool) {
    var gone = tie
    gone.missingSince = since
    let reason: Reason =
      if isExpired, let until = tie.activeUntil { .expired(at: until) } else { .absent(since: since) }
    let change = Change(
      kind: .deactivate, anchor: tie.anchor, dn: tie.dn, previousDN: nil, account: account.id,
      revision: account.revision, number: account.responsable.number, name: account.responsable.displayName,
      fields: [], mails: [], reason: reason, after: account.responsable,
      status: .inactive(isExpired ? .expired : .absent), revokesTokens: true, cancelsMails: true, tie: gone,
      replacedTie: nil)
    plan.changes.append(change)
    plan.counts.add(change)
  }
}

extension Counts {
  /// Counts one change, and the mails it causes.
  fileprivate mutating func add(_ change: Change) {
    switch change.kind {
    case .create: create += 1
    case .update: update += 1
    case .deactivate: deactivate += 1
    case .reactivate: reactivate += 1
    case .move: move += 1
    case .adopt: adopt += 1
    case .secondary: secondary += 1
    case .relink: relink += 1
    }
    if change.account != nil, let email = change.field(.email), email.from != nil {
      if email.to == nil { emailRemovals += 1 } else { emailChanges += 1 }
    }
    for mail in change.mails {
      switch mail.kind {
      case .link, .reset: linkMails += 1
      case .noticeToFormer, .noticeToNew: notices += 1
      case .report: break
      }
    }
  }
}
