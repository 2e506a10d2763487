import Foundation

/// What there is of a person already; a first run drafts a hundred thousand changes for whom there is nothing.
final class Standing: Sendable {
  let account: Account
  /// Nil at a first meeting.
  let tie: Tie?

  init(account: Account, tie: Tie?) {
    self.account = account
    self.tie = tie
  }
}
