import GRDB
import Provisioning

/// Gives numbers to the accounts that have none: "R-0001", "R-0002" and so on.
///
/// It comes after all rows of a transaction, so that no number is given that a later row brings. What it gave, and
/// what ever left an account, is never given again.
struct NumberGiver {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Gives each account a number and returns them by id.
  func give(to accounts: [AccountID]) throws -> [AccountID: String] {
    guard !accounts.isEmpty else { return [:] }
    let mark = try Prepared("SELECT value FROM number_mark", on: db).first { $0.integer(0) } ?? 0
    // IGNORE leaves the row alone when somebody has the number: then it is the next one's turn.
    let update = Prepared("UPDATE OR IGNORE account SET number = ? WHERE id = ? AND number IS NULL", on: db)
    var given: [AccountID: String] = [:]
    var last = mark
    for account in accounts {
      repeat { last += 1 } while try update.run(Self.number(last), account.rawValue) == 0
      given[account] = Self.number(last)
    }
    try Prepared("UPDATE number_mark SET value = max(value, ?)", on: db).run(last)
    return given
  }

  /// At least four digits.
  private static func number(_ value: Int64) -> String {
    let digits = String(value)
    return "R-" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}
