import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// What a portal does with plain SQL, and nothing but plain SQL.
struct PortalTests {
  typealias Contract = StoreContract

  /// A store with one invited account, and a portal's own way to it.
  private static func with(_ kind: StoreUnderTest, _ body: (StoreContract, PlainSQL) throws -> Void) throws {
    try kind.withPlainSQL { contract, portal in
      try contract.invite("1", "Ada@valmont.example")
      try body(contract, portal)
    }
  }

  private static let hash = PasswordToken.hash(of: "1")

  private static func redeem(_ portal: PlainSQL, hash: String = hash, password: String? = "$argon2id$x") throws {
    let password = password.map { "'\($0)'" } ?? "NULL"
    try portal.run("INSERT INTO portal_redemption(token_hash, password_hash) VALUES ('\(hash)', \(password))")
  }

  private static func message(_ portal: PlainSQL, hash: String = hash) throws -> String? {
    let error = #expect(throws: PlainSQL.Refusal.self) { try redeem(portal, hash: hash) }
    return error?.message
  }

  @Test(arguments: StoreUnderTest.shared)
  func `the views have the published columns`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { _, portal in
      let accounts = try portal.columns("portal_account")
      #expect(
        accounts == [
          "id", "number", "civility", "last_name", "first_name", "email", "email_verified_at", "mobile", "attributes",
          "status", "has_password", "updated_at",
        ])
      #expect(
        try portal.columns("portal_password_token") == [
          "token_hash", "account_id", "purpose", "issued_at", "expires_at", "used_at", "revoked_at",
        ])
      #expect(try portal.columns("portal_redemption") == ["token_hash", "password_hash"])
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `a portal reads accounts and tokens`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { contract, portal in
      let account = try portal.first("SELECT number, email, status, has_password, updated_at FROM portal_account")
      #expect(account == ["1", "Ada@valmont.example", "active", "0", "2027-01-15T08:00:00Z"])
      #expect(
        try portal.first("SELECT attributes FROM portal_account")
          == [#"{"service":"école \"du\" port","sites":["nord","sud"]}"#])
      let query = """
        SELECT purpose, issued_at, expires_at, used_at, revoked_at FROM portal_password_token
        WHERE token_hash = '\(Self.hash)'
        """
      #expect(try portal.first(query) == ["create", "2027-01-15T08:00:00Z", nil, nil, nil])
      let mail = try #require(try contract.claim().first)
      try contract.store.record([Delivery(mail: mail.id, outcome: .accepted(at: Contract.now), reply: "250")])
      #expect(
        try portal.first(query) == ["create", "2027-01-15T08:00:00Z", "2027-01-15T09:00:00Z", nil, nil])
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `a redemption sets the password, verifies the address and takes the other links along`(_ kind: StoreUnderTest)
    throws
  {
    try Self.with(kind) { contract, portal in
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
      #expect(try portal.first("SELECT password_hash FROM account") == ["$argon2id$x"])
      #expect(try Self.message(portal, hash: other.hash) == "this token was revoked")
      let query = "SELECT actor.kind FROM change JOIN actor ON actor.id = actor WHERE change.kind = 'redemption'"
      #expect(try portal.first(query) == ["portal"])
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `a portal that keeps passwords itself gives none`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { contract, portal in
      try Self.redeem(portal, password: nil)
      #expect(try contract.account("1")?.hasPassword == true)
      #expect(try portal.first("SELECT password_hash FROM account") == [nil])
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `the figures of a run are those of the accounts, whoever changed them`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { contract, portal in
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
        try portal.run(edit)
        try contract.commit { _ in [] }
        let counted = "SELECT count(*), count(email), coalesce(sum(has_password), 0) FROM account"
        #expect(
          try portal.first("SELECT accounts, addresses, passwords FROM run ORDER BY id DESC LIMIT 1")
            == portal.first(counted + " WHERE status = 'active'"), "\(edit)")
      }
    }
  }

  @Test func `accounts that were written since their tie was are known, whoever wrote what`() throws {
    try Folder.with { folder in
      let contract = StoreContract(try SQLiteStore(path: folder.store, access: .readWrite))
      let portal = try DatabaseQueue(path: folder.store)
      try contract.invite("1", "Ada@valmont.example")
      for number in 2...3 { try contract.invite("\(number)", "p\(number)@valmont.example") }
      let edits = [
        "UPDATE account SET has_password = 1 WHERE number IN ('1', '2')", "UPDATE tie SET digest = NULL",
        "UPDATE tie SET account_revision = (SELECT revision FROM account WHERE id = tie.account) WHERE account = 1",
        """
        INSERT INTO tie (directory, key, dn_hash, account, account_revision, is_secondary, detail)
        SELECT 7, key, dn_hash, account, 1, 1, detail FROM tie WHERE account = 1
        """,
        "UPDATE tie SET account = 3 WHERE account = 2", "DELETE FROM tie WHERE directory = 7",
        "UPDATE account SET last_name = 'AUTRE'",
        "UPDATE OR ROLLBACK account SET revision = revision + 1",
        "UPDATE tie SET account_revision = 3", "DELETE FROM tie",
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

  @Test(arguments: StoreUnderTest.shared)
  func `a token is used once`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { _, portal in
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

  @Test(arguments: StoreUnderTest.shared, faults)
  func `a token that is worth nothing is refused with the reason, and nothing is written`(
    _ kind: StoreUnderTest, _ fault: (sql: String, message: String)
  ) throws {
    try Self.with(kind) { contract, portal in
      try portal.run(fault.sql)
      #expect(try Self.message(portal) == fault.message)
      #expect(try contract.account("1")?.hasPassword == false)
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `an address in another case still takes its link`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { _, portal in
      try portal.run("UPDATE account SET email = ' ADA@valmont.example'")
      try Self.redeem(portal)
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `an account that was inserted without a number is edited like any other`(_ kind: StoreUnderTest) throws {
    try kind.withPlainSQL { _, agent in
      let revision = { try agent.first("SELECT revision FROM account") }
      try agent.run("INSERT INTO account (last_name, email) VALUES ('Lenoir', 'ada@valmont.example')")
      #expect(try revision() == ["1"])
      try agent.run("UPDATE account SET mobile = '+33612345601'")
      #expect(try revision() == ["2"])
      try agent.run("UPDATE account SET status = 'inactive'")
      #expect(try revision() == ["3"])
      guard kind == .sqlite else { return }
      try agent.run("UPDATE account SET number = 'R-9'")
      #expect(try revision() == ["3"], "a number that comes from nowhere is a run's")
      try agent.run("UPDATE account SET number = NULL, mobile = NULL")
      #expect(try revision() == ["4"])
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `an edit by plain SQL bumps the revision, and the account is met by its new values`(_ kind: StoreUnderTest)
    throws
  {
    try Self.with(kind) { contract, portal in
      let before = try #require(try contract.account("1"))
      try portal.run("UPDATE account SET email = 'New@valmont.example', last_name = 'ÉTÉ', mobile = '+33'")
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

  @Test(arguments: StoreUnderTest.shared)
  func `whoever suspends an account by plain SQL is not a run, and its links go with it`(_ kind: StoreUnderTest) throws
  {
    try Self.with(kind) { contract, portal in
      try portal.run("UPDATE account SET status = 'inactive'")
      let account = try #require(try contract.account("1"))
      #expect(account.status == .inactive(.suspended) && account.revision == 2)
      #expect(account.openTokenAddresses == [])
      #expect(try contract.states() == [.cancelled])
      try portal.run("UPDATE account SET status = 'active'")
      #expect(try contract.account("1")?.status == .active)
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `what a portal writes into the attributes is read, whatever its form`(_ kind: StoreUnderTest) throws {
    try Self.with(kind) { contract, portal in
      try portal.run(#"UPDATE account SET attributes = ' {"a": "x", "n": 3, "l": ["b", "a"], "o": {}}'"#)
      #expect(
        try contract.account("1")?.responsable.attributes
          == ["a": .text("x"), "n": .text("3"), "l": .list(["b", "a"])])
    }
  }
}
