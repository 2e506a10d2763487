import Foundation
import Provisioning

extension English {
  package func say(_ label: Label) -> String {
    switch label {
    case .kind(let kind): say(kind)
    case .problem(let code): say(code)
    case .matter(let matter): say(matter)
    case .column(let column): say(column)
    case .before(let field): "\(say(field)) before"
    case .after(let field): "\(say(field)) after"
    case .run: "Run"
    case .when: "When"
    case .mode: "Mode"
    case .outcome: "Outcome"
    case .figures: "Figures"
    case .noRuns: "No runs."
    case .noChange: "nothing to do"
    case .page(let page): say(page)
    case .figure(let figure, let number): say(figure, number)
    case .kinds(let kind, let number): number == 1 ? say(kind) : say(kind) + "s"
    case .people(let number): number == 0 ? "Nobody changes" : "The people who change (\(figures.number(number)))"
    case .shortProblems(let number): number == 1 ? "problem" : "problems"
    case .runs(let number):
      number == 1
        ? "After the last run."
        : "After each of the last \(figures.number(number)) runs that changed one of these figures."
    case .lacksChanges(let number):
      "The journal does not keep the \(count(number, "change", "changes")) of a plan that was refused: \(program) plan shows how it is now."
    }
  }

  private func say(_ page: Label.Page) -> String {
    switch page {
    case .skip: "Go to the people"
    case .begun: "Begun"
    case .figures: "In figures"
    case .directories: "Directories"
    case .reading: "Reading"
    case .notRead: "not read to the end"
    case .mails: "Mails"
    case .refusals: "Why it was refused"
    case .failures: "Why it failed"
    case .changes: "What changes"
    case .accountsChart: "Addresses and passwords"
    case .accounts: "active accounts"
    case .withAddress: "with an address"
    case .withPassword: "with a password"
    case .table: "The figures as a table"
    case .search: "Search"
    case .searchHint: "name, number, address…"
    case .show: "Show"
    case .everything: "everything"
    case .shown: "{n} of {all} shown"
    case .personal:
      "This report holds personal data: pass it on only to those who need it. “--redact” hides it."
    case .redacted: "Names, numbers, addresses and values are hidden."
    }
  }

  private func say(_ figure: Label.Figure, _ number: Int) -> String {
    let isOne = number == 1
    return switch figure {
    case .entries: isOne ? "entry read" : "entries read"
    case .unchanged: "unchanged"
    case .linkMails: isOne ? "link mail" : "link mails"
    case .notices: isOne ? "notice" : "notices"
    case .emailChanges: isOne ? "address replaced" : "addresses replaced"
    case .emailRemovals: isOne ? "address removed" : "addresses removed"
    case .problems: isOne ? "open problem" : "open problems"
    case .held: "held for a decision"
    case .absent: "absent, still active"
    case .drift: isOne ? "value corrected in the portal" : "values corrected in the portal"
    }
  }

  private func say(_ kind: Change.Kind) -> String {
    switch kind {
    case .create: "creation"
    case .update: "update"
    case .deactivate: "deactivation"
    case .reactivate: "reactivation"
    case .move: "move"
    case .adopt: "adoption"
    case .secondary: "second tie"
    case .relink: "new tie"
    }
  }

  private func say(_ matter: Label.Matter) -> String {
    switch matter {
    case .problem: "problem"
    case .held: "held"
    case .drift: "corrected in the portal"
    case .absence: "absence"
    case .refusal: "refusal"
    case .failure: "failure"
    }
  }

  private func say(_ column: CSVColumn) -> String {
    switch column {
    case .what: "what"
    case .code: "code"
    case .directory: "directory"
    case .number: "number"
    case .name: "full name"
    case .reason: "reason"
    case .remedy: "what to do"
    case .mails: "mails"
    case .since: "since"
    case .dn: "DN"
    case .formerDN: "DN before"
    case .anchor: "anchor"
    }
  }
}
