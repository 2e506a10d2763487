import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

struct QueryPlanTests {
  /// What SQLite says it will do for a statement.
  private static func plan(_ sql: String) throws -> [String] {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      return try store.read { db in
        let statement = try db.makeStatement(sql: "EXPLAIN QUERY PLAN " + sql)
        statement.setUncheckedArguments(StatementArguments())
        return try Row.fetchAll(statement).map { $0["detail"] }
      }
    }
  }

  @Test(arguments: [MailLease.anyMail, MailLease.awaitedMail].map { "\($0)" })
  func `a claim walks the due mails in their order and nothing else`(_ sql: String) throws {
    let plan = try Self.plan(sql)
    #expect(plan.first?.contains("USING INDEX mail_due") == true || plan.first?.contains("mail_awaited") == true)
    #expect(!plan.contains { $0.hasPrefix("SCAN") || $0.contains("TEMP B-TREE") }, "\(plan)")
  }

  @Test func `ties are found due, and by sync ids, by indexes`() throws {
    for sql in [SQLiteStore.due, SQLiteStore.bySyncID, SQLiteStore.byKey] {
      let plan = try Self.plan("\(sql)")
      let walks = plan.filter { line in
        line.hasPrefix("SCAN") && ["account", "tie", "tie_detail"].contains(line.split(separator: " ")[1])
          || line.hasSuffix("USING PRIMARY KEY (directory=?)")
      }
      #expect(walks.isEmpty, "\(plan)")
    }
  }

  @Test(arguments: [SQLiteStore.byNumber, SQLiteStore.byEmail, SQLiteStore.byName, TieReader.byKey].map { "\($0)" })
  func `a match goes from its keys to the rows, by an index`(_ sql: String) throws {
    let plan = try Self.plan(sql)
    #expect(plan.contains { $0.hasPrefix("SEARCH account USING") || $0.hasPrefix("SEARCH tie USING") }, "\(plan)")
    #expect(!plan.contains { $0.hasPrefix("SCAN account") || $0.hasPrefix("SCAN tie") }, "\(plan)")
  }

  @Test(arguments: [SQLiteStore.managed, SQLiteStore.exceptional].map { "\($0)" })
  func `accounts and ties are counted without being read`(_ sql: String) throws {
    let plan = try Self.plan(sql)
    #expect(!plan.contains { $0.hasPrefix("SCAN tie") || $0 == "SCAN account" }, "\(plan)")
  }

  /// Each is a page more to read and to write for each change.
  @Test func `a change leaves alone the indexes of what did not change`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      for sql in [AccountWriter.slight, TieWriter.slight] {
        let opened: Set<String> = try store.read { db in
          let roots = try Row.fetchAll(db, sql: "SELECT name, rootpage FROM sqlite_schema WHERE type = 'index'")
          let names = Dictionary(uniqueKeysWithValues: roots.map { ($0["rootpage"] as Int, $0["name"] as String) })
          let statement = try db.makeStatement(sql: "EXPLAIN \(sql)")
          statement.setUncheckedArguments(StatementArguments())
          return Set(
            try Row.fetchAll(statement).filter { $0["opcode"] == "OpenWrite" }.compactMap { names[$0["p2"] as Int] })
        }
        #expect(opened.isDisjoint(with: ["account_number", "account_email", "tie_account"]), "\(opened)")
      }
    }
  }
}
