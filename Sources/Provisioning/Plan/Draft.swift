import Foundation

/// A change in the making: one entry, the account it concerns, and what that account should become.
struct Draft {
  let touched: Touched
  let anchor: Anchor
  /// The account and the tie as they stand; nil when there is no account yet.
  let standing: Standing?
  /// What the account should become.
  var after: Responsable
  /// The directory's values as agreed once this is written.
  var agreed: Responsable
  var status: AccountStatus
  var reason: Reason
  var problems: [Problem]
  var drifts: [Drift] = []
  var isSecondary = false
  /// The person is given by this directory from now on, and was given by another until now.
  var takesOver = false
  var replacedTie: Digest128?
  /// Nothing of the entry can be applied.
  var isRejected = false

  var entry: MappedEntry { touched.entry }
  var account: Account? { standing?.account }
  var tie: Tie? { standing?.tie }

  /// A date that cannot be read leaves the one last agreed in force.
  var activeUntil: Date? { entry.keepsActiveUntil ? tie?.activeUntil : entry.activeUntil }
  var emailKey: String? { after.email.map(EmailAddress.key) }
  var formerEmailKey: String? { account?.responsable.email.map(EmailAddress.key) }

  /// Leaves a field as it is, and says why.
  mutating func keep(_ field: Field, because problem: Problem) {
    after[field] = account?.responsable[field]
    agreed[field] = tie?.agreed[field]
    problems.append(problem)
  }

  /// Keeps the entry in reserve, for when the directory that gives the person loses them.
  mutating func giveWay(to directory: String) {
    isSecondary = true
    reason = .secondary(of: directory)
    agreed = entry.responsable
  }

  /// Applies nothing of the entry, and says why.
  mutating func reject(because problem: Problem) {
    isRejected = true
    problems.append(problem)
  }
}
