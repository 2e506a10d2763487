import Foundation

/// How many active accounts there are, how many have an address, how many a password.
package struct AccountFigures: Equatable, Sendable {
  package let run: String
  package let at: Date
  package let accounts: Int
  package let addresses: Int
  package let passwords: Int

  package init(run: String, at: Date, accounts: Int, addresses: Int, passwords: Int) {
    self.run = run
    self.at = at
    self.accounts = accounts
    self.addresses = addresses
    self.passwords = passwords
  }
}
