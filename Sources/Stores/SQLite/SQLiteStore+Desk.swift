import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func accounts(numbered numbers: [String], at now: Date) throws(StoreError) -> [Account] {
    try read { db in
      let statement = Prepared(
        "SELECT account.id FROM json_each(?) AS wanted CROSS JOIN account ON account.number = wanted.value", on: db)
      let ids = try statement.all(JSONText.list(numbers)) { $0.integer(0) }
      return try Self.accounts(ids, at: now, db)
    }
  }

  package func accountsWithoutPassword(at now: Date) throws(StoreError) -> [Account] {
    try read { db in
      let ids = try Prepared("SELECT id FROM account WHERE status = 'active' AND has_password = 0", on: db)
        .all { $0.integer(0) }
      return try Self.accounts(ids, at: now, db)
    }
  }

  package func bringIn(
    _ accounts: [NewAccount], by actor: Actor, at now: Date
  ) throws(StoreError) -> BringInResult {
    try write { db in
      let taken = try Self.takenNumbers(accounts, db)
      guard taken.isEmpty else { return .taken(taken) }
      try Self.insert(accounts, by: try ActorTable(db).id(of: actor), at: now, db)
      return .written(accounts.count)
    }
  }

  private static func accounts(_ ids: [Int64], at now: Date, _ db: Database) throws -> [Account] {
    try AccountReader(db).accounts(ids, at: now).values.sorted { $0.id < $1.id }
  }

  /// Numbers that accounts have already, or that stand twice in the list.
  private static func takenNumbers(_ accounts: [NewAccount], _ db: Database) throws -> Set<String> {
    var taken: Set<String> = []
    var seen: Set<String> = []
    let statement = Prepared("SELECT 1 FROM account WHERE number = ?", on: db)
    for number in accounts.compactMap(\.responsable.number) {
      let isKnown = try statement.first(number) { _ in true } ?? false
      if isKnown || !seen.insert(number).inserted { taken.insert(number) }
    }
    return taken
  }

  private static func insert(_ accounts: [NewAccount], by actor: Int64, at now: Date, _ db: Database) throws {
    let writer = AccountWriter(db, at: now.milliseconds)
    let password = Prepared("UPDATE account SET has_password = 1, revision = revision + 1 WHERE id = ?", on: db)
    let journal = Prepared(
      """
      INSERT INTO change (account, kind, anchor, dn, fields, reason, at, actor) VALUES (?, 'import', '', '', '{}', '', ?, ?)
      """, on: db)
    var id = AccountID(try firstNewAccount(db))
    var unnumbered: [AccountID] = []
    for account in accounts {
      _ = try writer.write(RowToWrite(BatchRow(id: id, account: .insert(account.responsable, .active))))
      if account.hasPassword { try password.run(id.rawValue) }
      if account.responsable.number == nil { unnumbered.append(id) }
      try journal.run(id.rawValue, now, actor)
      id = AccountID(id.rawValue + 1)
    }
    _ = try NumberGiver(db).give(to: unnumbered)
  }
}
