import Foundation
import Provisioning

/// One language: facts go in, sentences come out. Nothing else in the program makes sentences of them.
package protocol Wording: Sendable {
  var figures: Figures { get }
  var redaction: Redaction { get }
  /// What commands that are shown begin with; see `Language.wording(timeZone:redaction:program:)`.
  var program: String { get }

  /// Why a plan was not applied; `bases` are those that were searched.
  func explain(_ refusal: Refusal, bases: [String]) -> Explanation
  /// Why a directory was not read to the end.
  func explain(_ error: DirectoryError) -> Explanation
  /// Why the store could not be read or written.
  func explain(_ error: StoreError) -> Explanation
  /// Why no mail could leave.
  func explain(_ error: DeliveryError) -> Explanation
  /// What is wrong with an entry or a field.
  func explain(_ problem: Problem) -> Explanation
  /// Which tie waits for a human.
  func explain(_ proposal: Proposal) -> Explanation
  /// What somebody corrected in the portal, and that stays.
  func explain(_ drift: Drift) -> Explanation
  /// Since when an entry is missing, and what follows.
  func explain(_ absence: Absence) -> Explanation
  /// What a relay said of a mail it refused for good.
  func explain(_ refused: Report.MailTally.Refused) -> Explanation
  /// Why somebody was not sent a link.
  func explain(_ refused: LinkIssue.Refused) -> Explanation
  /// Why an account that was named cannot be tied anew.
  func explain(_ verdict: NumberVerdict, of number: String) -> Explanation
  /// What it came to when any of those named cannot.
  var refusedNumbers: String { get }
  /// What links on demand came to.
  func explain(_ outcome: LinkOutcome) -> Explanation
  /// What a change of keys did.
  func explain(_ outcome: KeyOutcome) -> Explanation
  /// Why a store was not copied.
  func explain(_ obstacle: MigrationObstacle) -> Explanation
  /// That a store was copied.
  func summarise(_ report: MigrationReport) -> Explanation
  /// What is left to do then, in order.
  func steps(after report: MigrationReport) -> [String]
  /// That a store has the schema of this program.
  func schemaIsCurrent(_ location: String) -> Explanation
  /// That a store that was left may be used again.
  func unsealed(_ location: String, wasSealed: Bool) -> Explanation
  /// Why a mail cannot be written.
  func explain(_ fault: MailFault) -> Explanation
  /// What the outbox came to.
  func explain(_ mails: Report.MailTally) -> Explanation
  /// Who still lacks a password after an adoption.
  func explain(_ lacking: Report.WithoutPassword) -> Explanation
  /// The whole run in one sentence, and the next step.
  func summarise(_ report: Report) -> Explanation

  /// What `navette check` found in one place.
  func explain(_ finding: Finding) -> Explanation
  /// What it came to.
  func summarise(_ tally: Finding.Tally) -> Explanation
  /// What was looked at, as a label.
  func say(_ subject: Finding.Subject) -> String

  /// What `navette explain` says around the values it shows.
  func say(_ phrase: DossierPhrase) -> String

  /// What is wrong with the settings or a mapping; in one line that begins with its place, as compilers write it.
  func explain(_ error: SettingsError) -> Explanation
  /// What a value has to be.
  func say(_ expected: SettingsError.Expectation) -> String
  /// Why a file of token keys cannot be used.
  func say(_ fault: TokenKeyFault) -> String

  /// What is wrong with a file of accounts, or a line of it.
  func explain(_ fault: ImportFault) -> Explanation
  /// What a file of accounts would bring in.
  func summarise(_ review: ImportReview, file: String) -> Explanation
  /// What is worth a look in it.
  func say(_ warning: ImportReview.Warning) -> String

  /// Why a directory was read that way, where an operator wants to know.
  func explain(_ read: ReadOutcome) -> Explanation?
  /// How a directory was read.
  func describe(_ read: ReadOutcome, seconds: Double) -> String
  /// Why a change is made.
  func say(_ reason: Reason) -> String
  /// Why an account is made that is inactive from the beginning.
  func say(_ reason: Reason, createdInactive cause: InactiveReason) -> String
  /// A figure in words: `10 to create`, or `10 created` once it is done; `9 link mails`.
  func say(_ tally: Tally, done: Bool) -> String
  /// A fixed word of a report.
  func say(_ term: Term) -> String
  /// The name of a field before its value.
  func say(_ field: Field) -> String
  /// A mail that leaves, with the address it goes to.
  func say(_ mail: PlannedMail) -> String
  /// A short name for something in a table or on a page.
  func say(_ label: Label) -> String
  /// A heading that counts what follows.
  func say(_ heading: Heading, _ count: Int) -> String
  /// A moment in the portal's time zone.
  func say(_ date: Date) -> String
}

extension Wording {
  /// What to do about proposals of one kind: with the number of the account where it is one.
  func remedy(for proposals: [Proposal]) -> String? {
    guard let first = proposals.first, proposals.count > 1 else {
      return proposals.first.flatMap { explain($0).remedy }
    }
    return explain(
      Proposal(first.code, directory: "", anchor: "", dn: "", accounts: [], numbers: [])
    ).remedy
  }

  /// Why a change is made, and that a new account is inactive from the beginning.
  func reason(of change: Change) -> String {
    guard change.kind == .create, case .inactive(let cause) = change.status else { return say(change.reason) }
    return say(change.reason, createdInactive: cause)
  }

  /// Why a run of one directory failed.
  package func explain(_ failure: RunFailure) -> Explanation {
    switch failure {
    case .directory(let error): explain(error)
    case .store(let error): explain(error)
    }
  }
}
