import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// What a portal does with plain SQL, and nothing but plain SQL.
struct PortalTests {
  typealias Contract = StoreContract

  /// A store with one invited account, and a portal's own connection to it.
  private static func with(_ body: (StoreContract, DatabaseQueue) throws -> Void) throws {
    try Folder.with { folder in
      let contract = StoreContract(try SQLiteStore(path: folder.store, access: .readWrite))
      try contract.invite("1", "Ada@valmont.example")
      try body(contract, try DatabaseQueue(path: folder.store))
    }
  }

  private static let hash = PasswordToken.hash(of: "1")

  private static func redeem(_ portal: DatabaseQueue, hash: String = hash, password: String? = "$argon2id$x") throws {
    try portal.write { db in
      try db.execute(
        sql: "INSERT INTO portal_redemption(token_hash, password_hash) VALUES (?, ?)", arguments: [hash, password])
    }
  }

  private static func message(_ portal: DatabaseQueue, hash: String = hash) throws -> String? {
    let error = #expect(throws: DatabaseError.self) { try redeem(portal, hash: hash) }
    return error?.message
  }

  private static func columns(_ view: String, _ portal: DatabaseQueue) throws -> [String] {
    try portal.read { try $0.columns(in: view).map(\.name) }
  }

  /// The columns of the first row, as text.
  private static func texts(_ query: String, _ portal: DatabaseQueue) throws -> [String?] {
    let row = try #require(try portal.read { try Row.fetchOne($0, sql: query) })
    return row.databaseValues.map { String.fromDatabaseValue($0) ?? Int.fromDatabaseValue($0).map(String.init) }
  }

  @Test func `the views have the published columns`() throws {
    try Self.with { _, portal in
      let accounts = try Self.columns("portal_account", portal)
      #expect(
        accounts == [
          "id", "number", "civility", "last_name", "first_name", "email", "email_verified_at", "mobile", "attributes",
          "status", "has_password", "updated_at",
        ])
      #expect(
        try Self.columns("portal_password_token", portal) == [
          "token_hash", "account_id", "purpose", "issued_at", "expires_at", "used_at", "revoked_at",
        ])
      #expect(try Self.columns("portal_redemption", portal) == ["token_hash", "password_hash"])
    }
  }

  @Test func `a portal reads accounts and tokens`() throws {
    try Self.with { contract, portal in
      let account = try Self.texts("SELECT number, email, status, has_password, updated_at FROM portal_account", portal)
      #expect(account == ["1", "Ada@valmont.example", "active", "0", "2027-01-15T08:00:00Z"])
      #expect(
        try Self.texts("SELECT attributes FROM portal_account", portal)
          == [#"{"service":"école \"du\" port","sites":["nord","sud"]}"#])
      let query = """
        SELECT purpose, issued_at, expires_at, used_at, revoked_at FROM portal_password_token
        WHERE token_hash = '\(Self.hash)'
        """
      #expect(try Self.texts(query, portal) == ["create", "2027-01-15T08:00:00Z", nil, nil, nil])
      let mail = try #require(try contract.claim().first)
      try contract.store.record([Delivery(mail: mail.id, outcome: .accepted(at: Contract.now), reply: "250")])
      #expect(
        try Self.texts(query, portal) == ["create", "2027-01-15T08:00:00Z", "2027-01-15T09:00:00Z", nil, nil])
    }
  }

  @Test func `a redemption sets the password, verifies the address and takes the other links along`() throws {
    try Self.with { contract, portal in
      let account = try #require(try contract.account("1"))
      let other = Contract.token("other", for: "ada@valmont.example", purpose: .reset)
      let row = BatchRow(
        id: account.id, account: .keep(revision: 1), token: other,
        mails: [Contract.mail(.reset, to: "ada@valmont.example", token: other)])
      try contract.commit { _ in [row] }
      try Self.redeem(portal)
      let after = try #require(try contract.account("1"))
      #expect(after.hasPassword && after.emailVerifiedAt != nil && after.revision == account.revision + 1)
      #expect(after.openTokenAddresses == [])
      #expect(try contract.states() == [.cancelled, .cancelled])
      #expect(try Self.texts("SELECT password_hash FROM account", portal) == ["$argon2id$x"])
      #expect(try Self.message(portal, hash: other.hash) == "this token was revoked")
      let query = "SELECT actor.kind FROM change JOIN actor ON actor.id = actor WHERE change.kind = 'redemption'"
      #expect(try Self.texts(query, portal) == ["portal"])
    }
  }

  @Test func `a portal that keeps passwords itself gives none`() throws {
    try Self.with { contract, portal in
      try Self.redeem(portal, password: nil)
      #expect(try contract.account("1")?.hasPassword == true)
      #expect(try Self.texts("SELECT password_hash FROM account", portal) == [nil])
    }
  }

  @Test func `the figures of a run are those of the accounts, whoever changed them`() throws {
    try Self.with { contract, portal in
      let edits = [
        "INSERT INTO account (number, email) VALUES ('2', 'boris@valmont.example'), ('3', NULL)",
        "INSERT INTO account (number, email, status) VALUES ('4', 'chloe@valmont.example', 'inactive')",
        "UPDATE account SET email = 'autre@valmont.example' WHERE number = '2'",
        "UPDATE account SET email = 'emma@valmont.example', has_password = 1 WHERE number = '3'",
        "UPDATE account SET has_password = 1", "UPDATE account SET status = 'inactive' WHERE number IN ('2', '4')",
        "UPDATE account SET email = NULL WHERE number IN ('2', '3')", "UPDATE account SET status = 'active'",
        "UPDATE account SET status = 'inactive', email = NULL, has_password = 0 WHERE number = '4'",
        "DELETE FROM account WHERE number IN ('3', '4')",
      ]
      for edit in [""] + edits {
        try portal.write { try $0.execute(sql: edit) }
        try contract.commit { _ in [] }
        let counted = "SELECT count(*), count(email), CAST(total(has_password) AS INTEGER) FROM account"
        #expect(
          try Self.texts("SELECT accounts, addresses, passwords FROM run ORDER BY id DESC LIMIT 1", portal)
            == Self.texts(counted + " WHERE status = 'active'", portal), "\(edit)")
      }
    }
  }

  @Test func `accounts that were written since their tie was are known, whoever wrote what`() throws {
    try Self.with { contract, portal in
      for number in 2...3 { try contract.invite("\(number)", "p\(number)@valmont.example") }
      let edits = [
        "UPDATE account SET has_password = 1 WHERE number IN ('1', '2')", "UPDATE tie SET digest = NULL",
        "UPDATE tie SET account_revision = (SELECT revision FROM account WHERE id = tie.account) WHERE account = 1",
        """
        INSERT INTO tie (directory, key, dn_hash, account, account_revision, is_secondary, detail)
        SELECT 7, key, dn_hash, account, 1, 1, detail FROM tie WHERE account = 1
        """,
        "UPDATE tie SET account = 3 WHERE account = 2", "DELETE FROM tie WHERE directory = 7",
        "UPDATE account SET last_name = 'AUTRE'", "UPDATE tie SET account_revision = 3", "DELETE FROM tie",
      ]
      for edit in edits {
        try portal.write { db in
          // Ties of two directories on one entry, and none that leads anywhere, are not for the contract to make.
          try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
          try db.execute(sql: edit)
        }
        let ahead =
          "SELECT DISTINCT account.id FROM account JOIN tie ON tie.account = account.id WHERE revision <> account_revision"
        let (known, compared) = try portal.read { db in
          (
            try Int64.fetchAll(db, sql: "SELECT account FROM edited ORDER BY account"),
            try Int64.fetchAll(db, sql: ahead + " ORDER BY account.id")
          )
        }
        #expect(known == compared, "\(edit)")
      }
    }
  }

  @Test func `a token is used once`() throws {
    try Self.with { _, portal in
      try Self.redeem(portal)
      #expect(try Self.message(portal) == "this token was already used")
    }
  }

  /// What makes a token worthless, and the message that says so.
  static let faults: [(sql: String, message: String)] = [
    ("UPDATE token SET revoked_at = 1", "this token was revoked"),
    ("UPDATE token SET expires_at = 1", "this token has expired"),
    (
      "UPDATE account SET email = 'new@valmont.example'",
      "the address this token was sent to is no longer the account's"
    ),
    ("UPDATE account SET email = NULL", "the address this token was sent to is no longer the account's"),
    ("UPDATE account SET status = 'inactive', revision = revision + 1", "the account of this token is inactive"),
    ("DELETE FROM token", "this token is unknown"),
  ]

  @Test(arguments: faults)
  func `a token that is worth nothing is refused with the reason, and nothing is written`(
    _ fault: (sql: String, message: String)
  ) throws {
    try Self.with { contract, portal in
      try portal.write { try $0.execute(sql: fault.sql) }
      #expect(try Self.message(portal) == fault.message)
      #expect(try contract.account("1")?.hasPassword == false)
    }
  }

  @Test func `an address in another case still takes its link`() throws {
    try Self.with { _, portal in
      try portal.write { try $0.execute(sql: "UPDATE account SET email = ' ADA@valmont.example'") }
      try Self.redeem(portal)
    }
  }

  @Test func `an account that was inserted without a number is edited like any other`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      let revision = { try store.read { try Int.fetchOne($0, sql: "SELECT revision FROM account") } }
      try SQLiteFileTests.sql(
        "INSERT INTO account (last_name, email) VALUES ('Lenoir', 'ada@valmont.example')", folder.store)
      #expect(try revision() == 1)
      try SQLiteFileTests.sql("UPDATE account SET mobile = '+33612345601'", folder.store)
      #expect(try revision() == 2)
      try SQLiteFileTests.sql("UPDATE account SET status = 'inactive'", folder.store)
      #expect(try revision() == 3)
      try SQLiteFileTests.sql("UPDATE account SET number = 'R-9'", folder.store)
      #expect(try revision() == 3, "a number that comes from nowhere is a run's")
      try SQLiteFileTests.sql("UPDATE account SET number = NULL, mobile = NULL", folder.store)
      #expect(try revision() == 4)
    }
  }

  @Test func `an edit by plain SQL bumps the revision, and the account is met by its new values`() throws {
    try Self.with { contract, portal in
      let before = try #require(try contract.account("1"))
      try portal.write {
        try $0.execute(sql: "UPDATE account SET email = 'New@valmont.example', last_name = 'ÉTÉ', mobile = '+33'")
      }
      #expect(try contract.account("1")?.revision == before.revision + 1)
      var keys = MatchKeys()
      keys.emails = ["new@valmont.example"]
      let name = try #require(NameKey(lastName: "ete", firstName: "ada"))
      var names = MatchKeys()
      names.names = [name]
      for keys in [keys, names] {
        let matches = try contract.store.matches(keys, in: Contract.directory, at: Contract.now)
        #expect(matches.accounts.keys.map(\.self) == [before.id])
      }
      #expect(try contract.update(before) == .stale([before.id]))
    }
  }

  @Test func `whoever suspends an account by plain SQL is not a run, and its links go with it`() throws {
    try Self.with { contract, portal in
      try portal.write { try $0.execute(sql: "UPDATE account SET status = 'inactive'") }
      let account = try #require(try contract.account("1"))
      #expect(account.status == .inactive(.suspended) && account.revision == 2)
      #expect(account.openTokenAddresses == [])
      #expect(try contract.states() == [.cancelled])
      try portal.write { try $0.execute(sql: "UPDATE account SET status = 'active'") }
      #expect(try contract.account("1")?.status == .active)
    }
  }

  @Test func `what a portal writes into the attributes is read, whatever its form`() throws {
    try Self.with { contract, portal in
      try portal.write {
        try $0.execute(sql: #"UPDATE account SET attributes = ' {"a": "x", "n": 3, "l": ["b", "a"], "o": {}}'"#)
      }
      #expect(
        try contract.account("1")?.responsable.attributes
          == ["a": .text("x"), "n": .text("3"), "l": .list(["b", "a"])])
    }
  }
}
