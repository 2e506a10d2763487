import Foundation

/// Settles who may have a number, and an address where the settings hold shared ones.
///
/// A value that one person frees is there for another in the same run, swaps and cycles included. Where two
/// want one value both are told, whichever entry came first, and nobody else is held up.
struct UniqueValues {
  let directory: String
  let accounts: [AccountID: Account]
  let sharedEmail: Policy.SharedEmail

  func settle(_ drafts: inout [Draft]) {
    settle(&drafts, value: { $0.after.number }, held: { $0.number }) { draft, _ in
      let problem = taken(.numberTaken, .number, draft.after.number, draft)
      if draft.account == nil || draft.tie == nil {
        draft.reject(because: ofEntry(problem))
      } else {
        draft.keep(.number, because: problem)
      }
    }
    guard sharedEmail == .hold else { return }
    let active = accounts.filter { $0.value.status.isActive }
    UniqueValues(directory: directory, accounts: active, sharedEmail: sharedEmail)
      .settle(&drafts, value: { $0.emailKey }, held: { $0.email.map(EmailAddress.key) }) { draft, holder in
        let shown = [draft.after.email, holder?.responsable.number].compactMap(\.self).joined(separator: " ")
        draft.keep(.email, because: taken(.sharedEmail, .email, shown, draft))
      }
  }

  /// Refuses values until no two people have one: giving up a value keeps the one before, which may be wanted too.
  private func settle(
    _ drafts: inout [Draft], value: (Draft) -> String?, held: (Responsable) -> String?,
    refuse: (inout Draft, _ holder: Account?) -> Void
  ) {
    var holders: [String: [AccountID]] = [:]
    for (id, account) in accounts { if let key = held(account.responsable) { holders[key, default: []].append(id) } }
    var isSettled = false
    while !isSettled {
      isSettled = true
      let claims = claims(in: drafts, value: value, held: held)
      let leaving = leaving(drafts, value: value, held: held)
      for (key, claimants) in claims {
        let staying = holders[key, default: []].filter { !leaving.contains($0) }
        guard claimants.count > 1 || !staying.isEmpty else { continue }
        isSettled = false
        for index in claimants { refuse(&drafts[index], staying.min().flatMap { accounts[$0] }) }
      }
    }
  }

  /// Drafts by the value they newly want.
  private func claims(
    in drafts: [Draft], value: (Draft) -> String?, held: (Responsable) -> String?
  ) -> [String: [Int]] {
    var claims: [String: [Int]] = [:]
    for (index, draft) in drafts.enumerated() where !draft.isRejected && !draft.isSecondary {
      guard let key = value(draft), draft.account.flatMap({ held($0.responsable) }) != key else { continue }
      claims[key, default: []].append(index)
    }
    return claims
  }

  /// Accounts whose value becomes another, or none.
  private func leaving(
    _ drafts: [Draft], value: (Draft) -> String?, held: (Responsable) -> String?
  ) -> Set<AccountID> {
    Set(
      drafts.compactMap { draft in
        guard let account = draft.account, !draft.isRejected, !draft.isSecondary else { return nil }
        return value(draft) != held(account.responsable) ? account.id : nil
      })
  }

  private func taken(
    _ code: Problem.Code, _ field: Field, _ value: String?, _ draft: Draft
  ) -> Problem {
    Problem(
      code, directory: directory, anchor: draft.anchor.text, dn: draft.entry.dn, field: field.name,
      detail: value ?? "")
  }

  private func ofEntry(_ problem: Problem) -> Problem {
    Problem(
      problem.code, directory: directory, anchor: problem.anchor, dn: problem.dn, attribute: problem.attribute,
      detail: problem.detail)
  }
}
