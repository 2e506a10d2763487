import Foundation

/// New links for chosen people: who can have one, and why the others cannot.
package struct LinkIssue: Equatable, Sendable {
  /// Why somebody cannot be sent a link.
  package struct Refused: Equatable, Sendable {
    package enum Cause: Equatable, Sendable {
      /// Nobody has this number.
      case unknownNumber
      case noAddress
      case inactive
      /// A creation link for somebody who has a password already.
      case hasPassword
      /// A reset link for somebody who has none to reset.
      case hasNoPassword
    }

    package let number: String
    package let name: String
    package let cause: Cause
  }

  package let purpose: PasswordToken.Purpose
  package let accounts: [Account]
  package let refused: [Refused]

  /// - Parameters:
  ///   - numbers: the numbers asked for; nil when the accounts were found otherwise.
  ///   - found: the accounts that have them.
  package init(_ purpose: PasswordToken.Purpose, numbers: [String]?, found: [Account]) {
    self.purpose = purpose
    var accounts: [Account] = []
    var refused: [Refused] = []
    for account in found {
      if let cause = Self.obstacle(for: account, purpose) {
        refused.append(
          Refused(
            number: account.responsable.number ?? "", name: account.responsable.displayName, cause: cause))
      } else {
        accounts.append(account)
      }
    }
    let known = Set(found.compactMap(\.responsable.number))
    let unknown = (numbers ?? []).filter { !known.contains($0) }
    self.accounts = accounts
    self.refused = refused + unknown.map { Refused(number: $0, name: "", cause: .unknownNumber) }
  }

  private static func obstacle(for account: Account, _ purpose: PasswordToken.Purpose) -> Refused.Cause? {
    if !account.status.isActive { return .inactive }
    if account.responsable.email == nil { return .noAddress }
    switch purpose {
    case .create: return account.hasPassword ? .hasPassword : nil
    case .reset: return account.hasPassword ? nil : .hasNoPassword
    }
  }

  /// A token and a mail for each; a newer token revokes the older.
  package func rows(issuer: TokenIssuer, at now: Date) -> [BatchRow] {
    accounts.compactMap { account in
      guard let email = account.responsable.email else { return nil }
      let mail = PlannedMail(kind: purpose == .create ? .link : .reset, to: email)
      let rows = issuer.rows(for: mail, to: account.id, account.responsable, at: now)
      return BatchRow(
        id: account.id, account: .keep(revision: account.revision), revokesTokens: true, token: rows.token,
        mails: [rows.mail],
        journal: JournalRow(kind: mail.kind.rawValue, anchor: "", dn: "", fields: "{}", reason: "asked-for"))
    }
  }
}
