import Foundation

/// What a change of address does: the table of the product, one case a row.
///
/// A mail carries a link only when an active account without a password newly gains an address.
package struct EmailTransition: Equatable, Sendable {
  /// The address before and after, as spelled; nil when there is none.
  package var before: String?
  package var after: String?
  package var hasPassword: Bool
  /// Whether the account was active before, and is afterwards. A new account was not.
  package var wasActive: Bool
  package var isActive: Bool
  /// A token bound to the address after is neither used, revoked nor expired.
  package var hasOpenToken: Bool = false

  package init(
    before: String?, after: String?, hasPassword: Bool = false, wasActive: Bool = true, isActive: Bool = true,
    hasOpenToken: Bool = false
  ) {
    self.before = before
    self.after = after
    self.hasPassword = hasPassword
    self.wasActive = wasActive
    self.isActive = isActive
    self.hasOpenToken = hasOpenToken
  }

  /// What has to be done beside writing the address.
  package struct Consequence: Equatable, Sendable {
    package var mails: [PlannedMail] = []
    package var revokesTokens = false
    package var cancelsMails = false

    package init(mails: [PlannedMail] = [], revokesTokens: Bool = false, cancelsMails: Bool = false) {
      self.mails = mails
      self.revokesTokens = revokesTokens
      self.cancelsMails = cancelsMails
    }
  }

  package var isSame: Bool { before.map(EmailAddress.key) == after.map(EmailAddress.key) }
  /// One address took the place of another.
  package var isChange: Bool { before != nil && after != nil && !isSame }
  package var isRemoval: Bool { before != nil && after == nil }

  package var consequence: Consequence {
    if !isActive { return whileInactive }
    guard let after else {
      return isRemoval ? Consequence(revokesTokens: true, cancelsMails: true) : Consequence()
    }
    if !wasActive { return onActivation(after) }
    if isSame { return Consequence() }
    guard let before else { return onGain(after) }
    return onChange(from: before, to: after)
  }

  /// An account that is, or becomes, inactive: no link may work, no mail may leave.
  private var whileInactive: Consequence {
    let loses = wasActive || !isSame
    return Consequence(revokesTokens: loses, cancelsMails: loses)
  }

  /// Created active, or reactivated: the old token was revoked, so a new link is needed.
  private func onActivation(_ address: String) -> Consequence {
    hasPassword ? Consequence() : link(to: address, revoking: false)
  }

  private func onGain(_ address: String) -> Consequence {
    hasPassword || hasOpenToken ? Consequence() : link(to: address, revoking: false)
  }

  private func onChange(from former: String, to new: String) -> Consequence {
    guard hasPassword else { return link(to: new, revoking: true) }
    let notices = [PlannedMail(kind: .noticeToFormer, to: former), PlannedMail(kind: .noticeToNew, to: new)]
    return Consequence(mails: notices, revokesTokens: true, cancelsMails: true)
  }

  private func link(to address: String, revoking: Bool) -> Consequence {
    Consequence(
      mails: [PlannedMail(kind: .link, to: address)], revokesTokens: revoking, cancelsMails: revoking)
  }
}
