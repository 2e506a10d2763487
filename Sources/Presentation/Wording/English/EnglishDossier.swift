import Foundation
import Provisioning

extension English {
  package func say(_ phrase: DossierPhrase) -> String {
    switch phrase {
    case .account(let status, let hasPassword, let isManaged): account(status, hasPassword, isManaged)
    case .verified(let date): "The address was verified on \(say(date))."
    case .noAccount: "No account."
    case .noEntry: "No entry."
    case .outsideBases: "Not read: it stands outside the bases of the settings."
    case .mapping: "What the mapping makes of it"
    case .noValue: "no value"
    case .others(let values): "also acceptable: \(list(values))"
    case .filterMatches: "The filters let it in."
    case .filterFails(let parts): "Not read: the filters leave it out, since this is not true of it: \(list(parts))"
    case .activeMatches: "Active, as the mapping sees it."
    case .activeUntil(let end): "Active until \(say(end)), as the mapping sees it."
    case .activeEnded(let end): "Not active, since its time ended on \(say(end)) (activeUntil)."
    case .activeFails(let parts): "Not active, since this is not true of it: \(list(parts))"
    case .tie: "Tie"
    case .since(let date): "since \(say(date))"
    case .missingSince(let date): "missing since \(say(date))"
    case .secondary: "secondary: another directory gives this person"
    case .formerDirectory(let name): "\(name), which the settings do not name"
    case .lastAgreed: "Values last agreed"
    case .agreed: "agreed"
    case .inDirectory: "directory"
    case .inPortal: "portal"
    case .nextRun: "The next run"
    case .beforeLimits: "Unless the run is refused: limits judge it as a whole, and \(program) plan shows that."
    case .refused(let run, let date): "The last run was refused on \(say(date)). All of it: \(program) report \(run)"
    case .rule(let rule): "Rule: \(say(rule))"
    case .staysInactive(let reason, let date, let cause): staysInactive(reason, date, cause)
    case .givenElsewhere: "Nothing: another directory gives this person."
    case .unchanged: "Nothing: the entry is as it was when it was last agreed."
    case .nothingToDo: "Nothing: no run reads this entry."
    case .directoryDown: "What the store knows is below."
    case .mails: "Mails"
    case .tokens: "Password links"
    case .noTokens: "No password links."
    case .token(let token): self.token(token)
    case .journal: "Journal"
    case .done(let entry): done(entry)
    case .notFound(let text): "Nobody found for “\(text)”."
    case .searched: "Searched"
    case .searchedStore: "the store: number, address, anchors and DNs of ties"
    case .found(let number): number == 0 ? "nothing" : entries(number)
    case .candidates: "Nearest"
    case .noCandidates: "Nobody has a number, an address or a name like it."
    case .place(let directory): directory.map { "entry in \($0)" } ?? "account"
    }
  }

  private func account(_ status: AccountStatus, _ hasPassword: Bool, _ isManaged: Bool) -> String {
    let state =
      switch status {
      case .active: "Active"
      case .inactive(.absent): "Inactive: a run found it absent"
      case .inactive(.directory): "Inactive: a run, by the mapping's “active”"
      case .inactive(.expired): "Inactive: a run, by the mapping's “activeUntil”"
      case .inactive(.suspended): "Inactive: suspended in the portal"
      }
    return
      "\(state); \(hasPassword ? "has a password" : "no password yet")\(isManaged ? "" : "; tied to no directory")."
  }

  private func staysInactive(_ reason: InactiveReason, _ date: Date?, _ cause: Reason?) -> String {
    if reason == .suspended { return "Nothing: the account was suspended in the portal, and no run undoes that." }
    let since = date.map { " since \(say($0))" } ?? ""
    let why = cause.map { " (\(say($0)))" } ?? ""
    let back =
      reason == .absent
      ? "Once a run reads the entry again, the account is active again."
      : "Once a run reads the entry again and finds it active, the account is active again."
    return "Nothing: the account is inactive\(since)\(why). \(back)"
  }

  private func done(_ entry: JournalEntry) -> String {
    if let kind = Change.Kind(rawValue: entry.kind) {
      return say(.kind(kind)) + (entry.cause.map { ": \(say($0))" } ?? "")
    }
    return switch (entry.kind, entry.reason) {
    case ("import", _): "brought in from a file"
    case ("redemption", "create"): "password created with a link"
    case ("redemption", "reset"): "new password chosen with a link"
    case ("link", _): "link asked for"
    case ("reset", _): "link for a new password asked for"
    case (let kind, ""): kind
    case (let kind, let reason): "\(kind) (\(reason))"
    }
  }

  private func token(_ token: TokenRecord) -> String {
    let purpose = token.purpose == .create ? "to create a password" : "to choose a new password"
    let address = redaction.value(token.address)
    return "\(say(token.issuedAt)), \(purpose), for \(address): \(fate(token)) (\(token.actor.name))"
  }

  private func fate(_ token: TokenRecord) -> String {
    let ended = token.endedAt.map { " on \(say($0))" } ?? ""
    return switch token.fate {
    case .waiting: "its mail has not left yet"
    case .live: "works" + (token.expiresAt.map { " until \(say($0))" } ?? "")
    case .used: "used" + ended
    case .revoked: "revoked" + ended
    case .expired: "expired" + (token.expiresAt.map { " on \(say($0))" } ?? "")
    case .void: "void: the account has another address"
    case .inactive: "does not work: the account is inactive"
    }
  }
}
