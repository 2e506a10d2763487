import Foundation
import Provisioning

/// What `navette explain` says around the values it shows.
package enum DossierPhrase: Equatable, Sendable {
  case account(AccountStatus, hasPassword: Bool, isManaged: Bool)
  /// The address was used: a link sent to it was opened.
  case verified(Date)
  case noAccount
  case noEntry
  case outsideBases
  case mapping
  /// No value for a line of the mapping.
  case noValue
  /// Other acceptable values of a field.
  case others([String])
  case filterMatches
  case filterFails([String])
  case activeMatches
  case activeUntil(Date)
  case activeEnded(Date)
  case activeFails([String])
  case tie
  case since(Date)
  case missingSince(Date)
  case secondary
  /// A tie of a directory the settings do not name.
  case formerDirectory(String)
  /// Heading of the values that were agreed last, beside those of today.
  case lastAgreed
  case agreed, inDirectory, inPortal
  case nextRun
  /// What is told of one person is told before limits.
  case beforeLimits
  /// Heading of the reasons for which the last run was refused.
  case refused(run: String, at: Date)
  /// By what an entry that was created anew is known.
  case rule(TieRule)
  case unchanged
  /// A run does nothing about an account without an entry: it is inactive already, since when and why.
  case staysInactive(InactiveReason, since: Date?, cause: Reason?)
  /// A run does nothing about an entry that is gone: another directory gives the person.
  case givenElsewhere
  /// An entry that is not read and belongs to nobody.
  case nothingToDo
  case directoryDown
  case mails
  case tokens, noTokens
  case token(TokenRecord)
  case journal
  /// What one line of the journal tells.
  case done(JournalEntry)
  case notFound(String)
  case searched, searchedStore
  case found(Int)
  case candidates, noCandidates
  /// Where a candidate is: a directory, or the store.
  case place(directory: String?)
}
