import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// Connections that end at the worst moment, and servers in no state to serve.
struct PostgreSQLLossTests {
  typealias Contract = StoreContract

  /// A store behind a connection that can be cut, and the same store reached directly.
  private static func with(
    _ moment: CutConnection.Moment, patience: Int = 20,
    _ body: (_ cut: CutConnection, _ contract: StoreContract, _ direct: StoreContract) throws -> Void
  ) throws {
    try Database.with { database in
      let cut = try CutConnection(to: database.server.port, word: "\u{0}COMMIT\u{0}", moment)
      defer { cut.close() }
      let url = database.url.replacingOccurrences(of: ":\(database.server.port)/", with: ":\(cut.port)/")
      let direct = StoreContract(try PostgreSQLStore(database.settings, access: .readWrite))
      let store = try PostgreSQLStore(PostgreSQLSettings(url: url), access: .readWrite, patience: patience)
      try body(cut, StoreContract(store), direct)
    }
  }

  private static func has(_ number: String, _ contract: StoreContract) throws -> Bool {
    try contract.account(number) != nil
  }

  private static func trouble(_ body: () throws -> Void) -> StoreServerTrouble? {
    let error = #expect(throws: StoreError.self) { try body() }
    guard case .server(_, let trouble, _) = error else {
      Issue.record("\(String(describing: error))")
      return nil
    }
    return trouble
  }

  @Test func `a commit whose answer was lost is known to be done`() throws {
    try Self.with(.afterTheWord) { cut, contract, direct throws in
      cut.arm()
      #expect(try contract.create([Contract.person("1")]) == .committed(Receipt(mailsQueued: 0)))
      #expect(try Self.has("1", direct))
      #expect(try contract.create([Contract.person("2")]) == .committed(Receipt(mailsQueued: 0)), "it goes on")
    }
  }

  @Test func `a commit that never arrived is known not to be done, and the next run does it`() throws {
    try Self.with(.beforeTheWord) { cut, contract, direct in
      cut.arm()
      #expect(Self.trouble { try contract.create([Contract.person("1")]) } == .lost)
      #expect(try !Self.has("1", direct))
      try contract.create([Contract.person("1")])
      #expect(try Self.has("1", direct))
    }
  }

  @Test(arguments: [CutConnection.Moment.afterTheWord, .beforeTheWord])
  func `where nobody can be asked, nothing is claimed`(_ moment: CutConnection.Moment) throws {
    try Self.with(moment, patience: 1) { cut, contract, _ in
      cut.arm(forGood: true)
      #expect(Self.trouble { try contract.create([Contract.person("1")]) } == .undecided)
    }
  }

  @Test func `what became of mails is written once, though the answer was lost`() throws {
    try Self.with(.afterTheWord) { cut, contract, direct in
      try contract.invite("1", "ada@valmont.example")
      let mail = try #require(try contract.claim().first)
      cut.arm()
      try contract.store.record([Delivery(mail: mail.id, outcome: .accepted(at: Contract.now), reply: "250")])
      let rows = try direct.store.mails(MailQuery(at: Contract.now))
      #expect(rows.map(\.state) == [.sent] && rows.map(\.attempts) == [1])
    }
  }

  @Test func `a session that is ended in the middle of a commit leaves nothing, and the next run goes on`() throws {
    try Database.with { database in
      let contract = StoreContract(try PostgreSQLStore(database.settings, access: .readWrite))
      let error = #expect(throws: StoreError.self) {
        try contract.commit { first in
          _ = try? database.sql(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
          )
          return [BatchRow(id: AccountID(first), account: .insert(Contract.person("1"), .active))]
        }
      }
      guard case .server(_, let trouble, _) = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(trouble == .restarting || trouble == .lost)
      #expect(try !Self.has("1", contract))
      try contract.create([Contract.person("1")])
      #expect(try Self.has("1", contract))
    }
  }

  @Test func `a server that is started again is found again`() throws {
    let server = try PostgresServer()
    let contract = StoreContract(
      try PostgreSQLStore(PostgreSQLSettings(url: try server.makeDatabase()), access: .readWrite))
    try contract.create([Contract.person("1")])
    try server.restart()
    #expect(try Self.has("1", contract))
    server.crash()
    let error = #expect(throws: StoreError.self) { try contract.account("1") }
    guard case .unreachable = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    try server.start()
    #expect(try Self.has("1", contract))
  }

  @Test func `a server that takes no writes says so, and one that does is found among several`() throws {
    let (first, second) = (try PostgresServer(), try PostgresServer())
    for server in [first, second] { try server.sql("CREATE DATABASE navette") }
    let both =
      "postgresql://postgres@127.0.0.1:\(first.port),127.0.0.1:\(second.port)/navette?target_session_attrs=read-write"
    _ = try PostgreSQLStore(PostgreSQLSettings(url: first.url("navette")), access: .readWrite)
    try first.sql("ALTER DATABASE navette SET default_transaction_read_only = on")
    let stuck = StoreContract(
      try PostgreSQLStore(PostgreSQLSettings(url: first.url("navette")), access: .readWrite))
    #expect(Self.trouble { try stuck.create([Contract.person("1")]) } == .readOnly)
    let found = StoreContract(try PostgreSQLStore(PostgreSQLSettings(url: both), access: .readWrite))
    try found.create([Contract.person("1")])
    #expect(try second.sql("SELECT count(*) FROM navette.account", in: second.url("navette")) == "1")
    try second.sql("ALTER DATABASE navette SET default_transaction_read_only = on")
    #expect(
      Self.trouble { _ = try PostgreSQLStore(PostgreSQLSettings(url: both), access: .readWrite) } == .readOnly)
  }

  @Test func `after a fail-over a run goes on with the server that was promoted`() throws {
    let primary = try PostgresServer()
    let standby = try PostgresServer(standbyOf: primary)
    try primary.sql("CREATE DATABASE navette")
    let url =
      "postgresql://postgres@127.0.0.1:\(primary.port),127.0.0.1:\(standby.port)/navette?target_session_attrs=read-write"
    let contract = StoreContract(try PostgreSQLStore(PostgreSQLSettings(url: url), access: .readWrite))
    try contract.store.exclusively(as: Contract.actor, at: Contract.now) {
      try contract.create([Contract.person("1")])
      // Not even the table is there until the standby has heard of it.
      try Self.waitUntil {
        (try? standby.sql("SELECT count(*) FROM navette.account", in: standby.url("navette"))) == "1"
      }
      primary.crash()
      #expect(Self.trouble { try contract.create([Contract.person("2")]) } == .readOnly, "nobody was promoted yet")
      try standby.promote()
      try contract.create([Contract.person("2")])
    }
    #expect(try contract.accounts("1", "2").map(\.id.rawValue) == [1, 2])
  }

  private static func waitUntil(_ condition: () throws -> Bool) throws {
    for _ in 0..<600 where try !condition() { usleep(50_000) }
  }

  /// What a server says, by its own code, and what is made of it.
  static let states: [(code: String, trouble: StoreServerTrouble)] = [
    ("53100", .full), ("53300", .crowded), ("25006", .readOnly), ("57P03", .restarting),
  ]

  @Test(arguments: states)
  func `what a server says is told apart, and the next run goes on`(
    _ state: (code: String, trouble: StoreServerTrouble)
  ) throws {
    try Database.with { database in
      let contract = StoreContract(try PostgreSQLStore(database.settings, access: .readWrite))
      try database.sql(
        """
        CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '\(state.code)'; END $$;
        CREATE TRIGGER fail AFTER INSERT ON account EXECUTE FUNCTION fail()
        """)
      #expect(Self.trouble { try contract.create([Contract.person("1")]) } == state.trouble)
      try database.sql("DROP TRIGGER fail ON account")
      try contract.create([Contract.person("1")])
    }
  }

  @Test func `a run that is stopped while the server works leaves nothing written`() throws {
    try Database.with { database in
      let store = try PostgreSQLStore(
        database.settings, access: .readWrite,
        isInterrupted: {
          (try? database.sql("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) == "1"
        })
      try database.sql(
        """
        CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(60); RETURN NULL; END $$;
        CREATE TRIGGER wait AFTER INSERT ON account EXECUTE FUNCTION wait()
        """)
      #expect(throws: StoreError.interrupted) { try StoreContract(store).create([Contract.person("1")]) }
      #expect(try StoreContract(store).account("1") == nil)
    }
  }
}
