import Foundation
import Provisioning

extension English {
  package func say(_ term: Term) -> String {
    switch term {
    case .mode(.plan): "plan"
    case .mode(.sync): "sync"
    case .mode(.relink): "relink"
    case .outcome(let outcome): say(outcome)
    case .nothing: "none"
    case .formerDN: "before"
    case .colon: ": "
    case .directory: "directory"
    case .portal: "portal"
    case .noNumber: "(no number yet)"
    case .since: "since"
    case .noMails: "No mails."
    case .mailColumn(let column): say(column)
    case .mailState(let state, let isRetry): say(state, isRetry: isRetry)
    }
  }

  private func say(_ outcome: RunRecord.Outcome) -> String {
    switch outcome {
    case .settled: "settled"
    case .changes: "changes"
    case .applied: "applied"
    case .refused: "refused"
    case .failed: "failed"
    }
  }

  package func say(_ field: Field) -> String {
    switch field {
    case .number: "number"
    case .civility: "civility"
    case .lastName: "last name"
    case .firstName: "first name"
    case .email: "email"
    case .mobile: "mobile"
    case .attribute(let name): name
    }
  }

  package func say(_ mail: PlannedMail) -> String {
    let to = redaction.value(mail.to)
    return switch mail.kind {
    case .link: "link mail to \(to)"
    case .reset: "reset mail to \(to)"
    case .noticeToFormer: "notice to the former address \(to)"
    case .noticeToNew: "notice to the new address \(to)"
    case .report: "report to \(to)"
    }
  }

  package func say(_ heading: Heading, _ count: Int) -> String {
    switch heading {
    case .problems: self.count(count, "open problem", "open problems")
    case .problem(let code): "\(say(code)) (\(figures.number(count)))"
    case .held: self.count(count, "entry held for a decision", "entries held for a decision")
    case .proposal(let code): "\(say(code)) (\(figures.number(count)))"
    case .drifts: self.count(count, "value corrected in the portal stays", "values corrected in the portal stay")
    case .absences: self.count(count, "person absent, still active", "people absent, still active")
    }
  }

  func say(_ code: Problem.Code) -> String {
    switch code {
    case .noAnchor: "no readable identifier"
    case .duplicateAnchor: "identifier used twice"
    case .missingRequired: "required value missing"
    case .numberTaken: "number of another account"
    case .changedMeanwhile: "changed during the run"
    case .invalidEmail: "not an e-mail address"
    case .addressBounces: "address that refuses mail"
    case .sharedEmail: "address shared with another account"
    case .severalValues: "several values where one is expected"
    case .notUTF8: "not UTF-8"
    case .controlCharacter: "control character"
    case .conflict: "changed on both sides"
    case .unknownValue: "value not in the mapping's table"
    case .invalidPhone: "not a phone number"
    case .invalidDate: "not a date"
    case .invalidDN: "not a DN"
    case .truncatedValues: "only some of the values were sent"
    }
  }

  private func say(_ code: Proposal.Code) -> String {
    switch code {
    case .ambiguousMatch: "several possible matches"
    case .sharedAddress: "only a shared address in common"
    case .recreated: "entry created anew"
    case .alreadyTied: "account tied to another entry"
    case .givenElsewhere: "account given by another directory"
    }
  }

  package func say(_ tally: Tally, done: Bool) -> String {
    let figure = figures.number(tally.count)
    return switch tally.figure {
    case .create: done ? "\(figure) created" : "\(figure) to create"
    case .update: done ? "\(figure) updated" : "\(figure) to update"
    case .move: done ? "\(figure) moved" : "\(figure) to move"
    case .reactivate: done ? "\(figure) reactivated" : "\(figure) to reactivate"
    case .deactivate: done ? "\(figure) deactivated" : "\(figure) to deactivate"
    case .adopt: done ? "\(figure) adopted" : "\(figure) to adopt"
    case .secondary: done ? "\(figure) tied a second time" : "\(figure) to tie a second time"
    case .relink: done ? "\(figure) tied anew" : "\(figure) to tie anew"
    case .linkMails: count(tally.count, "link mail", "link mails")
    case .notices: count(tally.count, "notice", "notices")
    }
  }

  package func describe(_ read: ReadOutcome, seconds: Double) -> String {
    let time = "\(figures.decimal(seconds, places: 2)) s"
    return switch read.coverage {
    case .everything: "\(entries(read.entries)) read (everything, \(read.method)) in \(time)"
    case .selection: "\(entries(read.entries)) read (selection, no absence counted, \(read.method)) in \(time)"
    case .changes: "\(entries(read.entries)) read (only what changed, \(read.method)) in \(time)"
    case .presence: "\(entries(read.entries)) looked at (what changed, and who is there, \(read.method)) in \(time)"
    }
  }
}
