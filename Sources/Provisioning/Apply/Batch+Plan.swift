import Foundation

extension Batch {
  /// The rows of a plan, with the tokens and mails its changes cause.
  ///
  /// - Parameters:
  ///   - last: the whole read before; a look at who is there brings its figures up to date.
  ///   - beforeRow: called before each row with the number of rows so far; throws to give the batch up.
  package init(
    _ plan: Plan, since last: WholeRead?, run: RunRecord, issuer: TokenIssuer, at now: Date,
    beforeRow: @escaping @Sendable (Int) throws -> Void = { _ in }
  ) {
    self.init(
      run: run,
      clearedNumbers: plan.changes.filter { $0.account != nil && $0.field(.number)?.from != nil }.compactMap(\.account),
      marks: plan.marks, open: plan.open, scope: plan.openScope,
      wholeRead: plan.wholeRead ?? (plan.bases.isEmpty ? nil : last?.counting(plan.bases)),
      cursor: plan.read.coverage == .selection ? .keep : .set(plan.read.cursor),
      rowCount: plan.changes.count + plan.refreshedTies.count
    ) { firstNewAccount, body in
      var next = firstNewAccount
      for (index, change) in plan.changes.enumerated() {
        try beforeRow(index)
        let id = change.account ?? AccountID(next)
        if change.account == nil { next += 1 }
        try body(BatchRow(change, of: id, issuer: issuer, at: now))
      }
      for refreshed in plan.refreshedTies {
        try body(
          BatchRow(id: refreshed.tie.account, account: .keep(revision: refreshed.revision), tie: refreshed.tie))
      }
    }
  }
}

extension BatchRow {
  init(_ change: Change, of id: AccountID, issuer: TokenIssuer, at now: Date) {
    var tie = change.tie
    tie.account = id
    let rows = change.mails.map { issuer.rows(for: $0, to: id, change.after, at: now) }
    let token = rows.lazy.compactMap(\.token).first
    self.init(
      id: id, account: AccountWrite(change), tie: tie, removesTie: change.replacedTie,
      revokesTokens: change.revokesTokens || (token != nil && change.account != nil), cancelsMails: change.cancelsMails,
      token: token, mails: rows.map { $0.mail.naming(change.field(.email)) }, journal: JournalRow(change))
  }
}

extension MailRow {
  /// A notice of a change of address names its other end.
  fileprivate func naming(_ change: FieldChange?) -> MailRow {
    var mail = self
    switch kind {
    case .noticeToFormer: mail.otherAddress = change?.to?.text
    case .noticeToNew: mail.otherAddress = change?.from?.text
    case .link, .reset, .report: break
    }
    return mail
  }
}

extension BatchRow.AccountWrite {
  init(_ change: Change) {
    let isUntouched = change.fields.isEmpty
    switch change.kind {
    case .create: self = .insert(change.after, change.status)
    case .move, .secondary, .relink: self = .keep(revision: change.revision)
    // The revision tells the other directory's next run that it no longer gives the person.
    case .adopt
    where isUntouched && change.status.isActive && !change.reason.isTakenBack && !change.reason.isActiveAgain:
      self = .keep(revision: change.revision)
    case .update, .deactivate, .reactivate, .adopt:
      self = .update(
        revision: change.revision, change.after, change.status, keepsVerification: change.field(.email) == nil)
    }
  }
}

extension JournalRow {
  init(_ change: Change) {
    var json = JSONText()
    json.object {
      for field in change.fields {
        $0.key(field.field.name)
        $0.object {
          $0.key("from")
          $0.value(field.from)
          $0.key("to")
          $0.value(field.to)
        }
      }
      if let former = change.previousDN {
        $0.key("dn")
        $0.object {
          $0.key("from")
          $0.value(.text(former))
          $0.key("to")
          $0.value(.text(change.dn))
        }
      }
    }
    self.init(
      kind: change.kind.rawValue, anchor: change.anchor.text, dn: change.dn, fields: json.text,
      reason: change.reason.code, detail: JournalDetail.text(of: change))
  }
}
