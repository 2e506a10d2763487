import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

struct PostgreSQLStoreTests {
  typealias Contract = StoreContract

  @Test func `who only reads finds an empty store where there is none, and makes nothing`() throws {
    try Database.with { database in
      let store = try StoreKind.postgresql(database.settings).open(.readOnly)
      #expect(try store.ties(of: "mairie").count == 0 && store.runs(1).isEmpty)
      #expect(throws: StoreError.self) { try store.record(Contract.run()) }
      #expect(try database.server.sql("SELECT to_regnamespace('navette') IS NULL", in: database.url) == "t")
    }
  }

  @Test func `who only reads writes nothing, whatever it is asked`() throws {
    try Database.with { database in
      try StoreContract(try PostgreSQLStore(database.settings, access: .readWrite)).create([Contract.person("1")])
      let store = try StoreKind.postgresql(database.settings).open(.readOnly)
      #expect(try store.ties(of: Contract.directory).count == 1)
      #expect(throws: StoreError.self) { try StoreContract(store).create([Contract.person("2")]) }
    }
  }

  @Test func `another program's schema and a newer one are told`() throws {
    try Database.with { database in
      try database.server.sql("CREATE SCHEMA navette", in: database.url)
      let damaged = #expect(throws: StoreError.self) {
        try PostgreSQLStore(database.settings, access: .readWrite)
      }
      guard case .damaged = damaged else {
        Issue.record("\(String(describing: damaged))")
        return
      }
      try database.server.sql("DROP SCHEMA navette", in: database.url)
      _ = try PostgreSQLStore(database.settings, access: .readWrite)
      try database.sql("UPDATE schema_version SET version = 77")
      let newer = #expect(throws: StoreError.self) {
        try PostgreSQLStore(database.settings, access: .readOnly).schemaVersion()
      }
      guard case .newerSchema(_, 77, PostgreSQLSchema.version) = newer else {
        Issue.record("\(String(describing: newer))")
        return
      }
    }
  }

  @Test func `a store is tried without making it, and who holds it is named`() throws {
    try Database.with { database in
      let facts = { StoreTrial(.postgresql(database.settings)).examine().map(\.fact) }
      let location = try #require(PostgreSQLAddress(database.url)?.location)
      #expect(facts() == [.storeToBeMade(location: location), .lockFree])
      let store = try PostgreSQLStore(database.settings, access: .readWrite)
      try StoreContract(store).create([Contract.person("1")])
      let found = Finding.Fact.store(location: location, schema: PostgreSQLSchema.version, accounts: 1, isOld: false)
      #expect(facts() == [found, .lockFree])
      try store.exclusively(as: Contract.actor, at: Contract.now) {
        guard case .lockHeld(let by, let since)? = facts().last else {
          Issue.record("\(facts())")
          return
        }
        #expect(by.hasPrefix("run-1") && since == Contract.now)
      }
      #expect(facts() == [found, .lockFree])
      try database.sql("UPDATE schema_version SET version = 1")
      #expect(facts().first == .store(location: location, schema: 1, accounts: nil, isOld: true))
    }
  }

  @Test func `the number of statements of a commit does not depend on the number of people`() throws {
    let server = try PostgresServer(["log_statement=all", "log_min_messages=log"])
    let contract = StoreContract(
      try PostgreSQLStore(PostgreSQLSettings(url: try server.makeDatabase()), access: .readWrite))
    let statements = {
      try String(contentsOfFile: server.folder.path + "/log", encoding: .utf8).split(separator: "\n")
        .filter { $0.contains("LOG:  statement:") || $0.contains("LOG:  execute") }.count
    }
    var spent: [Int] = []
    for count in [1, 1_500] {
      let first = StoreContract(
        try PostgreSQLStore(PostgreSQLSettings(url: try server.makeDatabase()), access: .readWrite))
      let before = try statements()
      try first.create((1...count).map { Contract.person("\($0)", email: "p\($0)@valmont.example") })
      spent.append(try statements() - before)
    }
    // A large commit has the server take stock.
    #expect(spent[0] + 1 == spent[1], "\(spent)")
    spent = []
    for (offset, count) in [(0, 1), (1_000, 1), (2_000, 1_500)] {
      let before = try statements()
      try contract.create((1...count).map { Contract.person("\(offset + $0)", email: "p\($0)@valmont.example") })
      let accounts = try contract.store.accountsWithoutPassword(at: Contract.now)
      try contract.commit { _ in
        accounts.map { account in
          BatchRow(
            id: account.id,
            account: .update(revision: account.revision, account.responsable, .active, keepsVerification: true),
            revokesTokens: true, cancelsMails: true, mails: [Contract.mail(.noticeToNew, to: "x@valmont.example")])
        }
      }
      spent.append(try statements() - before)
    }
    // The first one names the directory and the actor; each of the two large commits has the server take stock.
    #expect(spent[1] + 2 == spent[2], "\(spent)")
  }

  @Test func `a text with what PostgreSQL cannot keep is kept but for that`() throws {
    try Database.with { database in
      let contract = StoreContract(try PostgreSQLStore(database.settings, access: .readWrite))
      let problem = Problem(
        .noAnchor, directory: Contract.directory, anchor: nil, dn: "uid=a\u{0}b,\\n\t", attribute: nil, field: nil,
        detail: "", since: nil)
      try contract.commit(open: OpenMatters(problems: [problem]))
      #expect(try contract.store.openMatters(of: Contract.directory).problems.map(\.dn) == ["uid=a␀b,\\n\t"])
    }
  }

  @Test func `the figures are what counting gives, whoever writes and however`() throws {
    try Database.with { database in
      let contract = StoreContract(try PostgreSQLStore(database.settings, access: .readWrite))
      let expectSums = { (line: Int) in
        let sums = try database.sql(
          """
          SELECT coalesce(sum(accounts), 0), coalesce(sum(addresses), 0), coalesce(sum(passwords), 0),
            (SELECT coalesce(sum(ties), 0) FROM figure WHERE directory = 1) FROM figure WHERE directory IS NULL
          """)
        let counts = try database.sql(
          """
          SELECT count(*), count(email), count(*) FILTER (WHERE has_password = 1),
            (SELECT count(*) FROM tie WHERE directory = 1 AND NOT is_secondary) FROM account WHERE status = 'active'
          """)
        #expect(sums == counts, "line \(line)")
      }
      try contract.create(
        (1...20).map { Contract.person("\($0)", email: $0 % 2 == 0 ? "p\($0)@valmont.example" : nil) })
      try expectSums(#line)
      try database.sql(
        """
        DO $$ BEGIN
          FOR n IN 1..60 LOOP
            UPDATE account SET email = CASE WHEN email IS NULL THEN 'x@y.z' END WHERE number = (n % 7)::text;
          END LOOP;
        END $$
        """)
      try expectSums(#line)
      try database.sql(
        """
        UPDATE account SET status = 'inactive' WHERE id <= 5; UPDATE account SET has_password = 1 WHERE id BETWEEN 4 AND 9;
        UPDATE account SET email = 'x@y.z', status = 'active' WHERE id = 5; UPDATE tie SET is_secondary = true WHERE account = 7;
        DELETE FROM tie WHERE account IN (8, 9); DELETE FROM account WHERE id = 9; UPDATE account SET mobile = '1';
        INSERT INTO account (last_name, status) VALUES ('A', 'inactive'), ('B', 'active')
        """)
      try expectSums(#line)
      try contract.store.record(Contract.run())
      try expectSums(#line)
      #expect(try Int(database.sql("SELECT count(*) FROM figure")) ?? 99 <= 4)
      let figures = try contract.store.figures(until: nil, 1)
      let counted = try database.sql("SELECT count(*) FROM account WHERE status = 'active'")
      #expect(figures.last.map { "\($0.accounts)" } == counted)
    }
  }
}
