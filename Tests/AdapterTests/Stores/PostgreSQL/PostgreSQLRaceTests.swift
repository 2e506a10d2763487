import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// What happens while somebody else writes: agents, families and other runs, each race provoked.
struct PostgreSQLRaceTests {
  typealias Contract = StoreContract

  private static func with(_ body: (StoreContract, Database) throws -> Void) throws {
    try Database.with { database in
      try body(StoreContract(try PostgreSQLStore(database.settings, access: .readWrite)), database)
    }
  }

  /// Runs statements on another connection, and returns once they hold what they lock.
  ///
  /// - Parameter statements: held back for a second before they are committed.
  private static func holding(_ statements: String, in database: Database, _ group: DispatchGroup) throws {
    DispatchQueue.global().async(group: group) {
      do {
        try database.sql("BEGIN; \(statements); SELECT pg_advisory_lock(7); SELECT pg_sleep(1); COMMIT")
      } catch {
        Issue.record(error)
      }
    }
    try waitUntilHeld(in: database)
  }

  private static func waitUntilHeld(in database: Database) throws {
    for _ in 0..<1_000 {
      let held = try database.sql(
        "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE locktype = 'advisory' AND objid = 7 AND granted AND datname = current_database()"
      )
      if held == "1" { return }
      usleep(5_000)
    }
    Issue.record("nobody held anything")
  }

  @Test func `an agent's edit while the rows are made is seen, and nothing of the run is written`() throws {
    try Self.with { contract, database in
      try contract.create([Contract.person("1"), Contract.person("2")])
      let accounts = try contract.accounts("1", "2")
      let result = try contract.commit { first in
        do {
          try database.sql("UPDATE account SET mobile = '+336' WHERE number = '1'")
        } catch {
          Issue.record(error)
        }
        return accounts.map { account in
          BatchRow(
            id: account.id,
            account: .update(
              revision: 1, Contract.person(account.responsable.number, last: "RUN"), .active,
              keepsVerification: true))
        }
      }
      #expect(result == .stale([accounts[0].id]))
      #expect(try contract.accounts("1", "2").map(\.responsable.lastName) == ["MARTIN", "MARTIN"])
    }
  }

  @Test func `an edit that is not committed yet is waited for, and then seen`() throws {
    try Self.with { contract, database in
      try contract.create([Contract.person("1")])
      let account = try #require(try contract.account("1"))
      let group = DispatchGroup()
      try Self.holding("UPDATE account SET mobile = '+336'", in: database, group)
      #expect(try contract.update(account) { $0.lastName = "RUN" } == .stale([account.id]))
      group.wait()
      let after = try #require(try contract.account("1"))
      #expect(after.responsable.mobile == "+336" && after.responsable.lastName == "MARTIN" && after.revision == 2)
    }
  }

  @Test func `a password that is being created is waited for, and the run plans again`() throws {
    try Self.with { contract, database in
      try contract.invite("1", "ada@valmont.example")
      let account = try #require(try contract.account("1"))
      let group = DispatchGroup()
      try Self.holding(
        "INSERT INTO portal_redemption VALUES ('\(PasswordToken.hash(of: "1"))', 'x')", in: database, group)
      #expect(
        try contract.update(account, revokesTokens: true, cancelsMails: true) { $0.email = "new@valmont.example" }
          == .stale([account.id]))
      group.wait()
      let after = try #require(try contract.account("1"))
      #expect(after.hasPassword && after.responsable.email == "ada@valmont.example")
    }
  }

  @Test func `a link that a run takes back while its family uses it is refused, whoever waits for whom`() throws {
    try Self.with { contract, database in
      try contract.invite("1", "ada@valmont.example")
      let group = DispatchGroup()
      try Self.holding(
        "UPDATE account SET email = 'new@valmont.example' WHERE number = '1'", in: database, group)
      let error = #expect(throws: ProgramFailure.self) {
        try database.sql("INSERT INTO portal_redemption VALUES ('\(PasswordToken.hash(of: "1"))', 'x')")
      }
      group.wait()
      #expect(error?.description.contains("is no longer the account's") == true)
      #expect(try contract.account("1")?.hasPassword == false)
    }
  }

  @Test func `of two who use one link at once, one has a password`() throws {
    try Self.with { contract, database in
      try contract.invite("1", "ada@valmont.example")
      let insertion = "INSERT INTO portal_redemption VALUES ('\(PasswordToken.hash(of: "1"))', 'first')"
      let group = DispatchGroup()
      try Self.holding(insertion, in: database, group)
      let error = #expect(throws: ProgramFailure.self) {
        try database.sql(insertion.replacingOccurrences(of: "first", with: "second"))
      }
      group.wait()
      #expect(error?.description.contains("already used") == true)
      #expect(try database.sql("SELECT password_hash FROM account") == "first")
    }
  }

  @Test func `of two commits that rest on one account, one is stale`() async throws {
    let server = try PostgresServer.shared()
    let settings = PostgreSQLSettings(url: try server.makeDatabase())
    let contract = StoreContract(try PostgreSQLStore(settings, access: .readWrite))
    try contract.create([Contract.person("1")])
    let account = try #require(try contract.account("1"))
    let results = try await withThrowingTaskGroup(of: CommitResult.self) { group in
      for name in ["A", "B", "C", "D"] {
        group.addTask {
          let store = StoreContract(try PostgreSQLStore(settings, access: .readWrite))
          return try store.update(account) { $0.lastName = name }
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.filter { $0 == .stale([account.id]) }.count == 3)
    #expect(try contract.account("1")?.revision == 2)
    withExtendedLifetime(server) {}
  }

  @Test func `an account that an agent makes during a commit gets an id of its own`() throws {
    try Self.with { contract, database in
      let group = DispatchGroup()
      try contract.commit { first in
        DispatchQueue.global().async(group: group) {
          do {
            try database.sql("INSERT INTO account (number, last_name) VALUES ('agent', 'LENOIR')")
          } catch {
            Issue.record(error)
          }
        }
        // It waits by now, or comes later: either way after us.
        usleep(300_000)
        return (0..<3).map { index in
          BatchRow(id: AccountID(first + Int64(index)), account: .insert(Contract.person("n\(index)"), .active))
        }
      }
      group.wait()
      let ids = try contract.accounts("n0", "n1", "n2", "agent").map(\.id.rawValue)
      #expect(ids == [1, 2, 3, 4])
    }
  }

  @Test func `two transactions that wait for each other are not the end of a run`() throws {
    try Self.with { contract, database in
      try contract.create([Contract.person("1"), Contract.person("2")])
      let accounts = try contract.accounts("1", "2")
      let group = DispatchGroup()
      // An agent's tool that locks in another order than we do.
      DispatchQueue.global().async(group: group) {
        // Either of the two may be the one that is ended.
        _ = try? database.sql(
          """
          BEGIN; UPDATE account SET mobile = '+331' WHERE number = '2'; SELECT pg_advisory_lock(7); SELECT pg_sleep(1);
          UPDATE account SET mobile = '+332' WHERE number = '1'; COMMIT
          """)
      }
      try Self.waitUntilHeld(in: database)
      let result = try contract.commit { _ in
        accounts.map { BatchRow(id: $0.id, account: .keep(revision: 1)) }
      }
      group.wait()
      switch result {
      case .committed: #expect(try database.sql("SELECT count(*) FROM account WHERE mobile IS NULL") == "2")
      case .stale(let stale): #expect(!stale.isEmpty)
      }
    }
  }

  @Test func `deliverers share the outbox: none waits, and no mail is handed out twice`() async throws {
    let server = try PostgresServer.shared()
    let settings = PostgreSQLSettings(url: try server.makeDatabase())
    let contract = StoreContract(try PostgreSQLStore(settings, access: .readWrite))
    try contract.commit { first in
      (0..<200).map { index in
        let address = "p\(index)@valmont.example"
        return BatchRow(
          id: AccountID(first + Int64(index)), account: .insert(Contract.person("\(index)", email: address), .active),
          mails: [Contract.mail(.noticeToNew, to: address, number: "\(index)")])
      }
    }
    let claimed = try await withThrowingTaskGroup(of: [Mail.ID].self) { group in
      for _ in 0..<5 {
        group.addTask {
          let store = StoreContract(try PostgreSQLStore(settings, access: .readWrite))
          var mails: [Mail.ID] = []
          while case let more = try store.claim(7), !more.isEmpty { mails += more.map(\.id) }
          return mails
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(claimed.count == 200 && Set(claimed).count == 200)
    withExtendedLifetime(server) {}
  }

  @Test func `a pace is kept by all deliverers together`() async throws {
    let server = try PostgresServer.shared()
    let settings = PostgreSQLSettings(url: try server.makeDatabase())
    let contract = StoreContract(try PostgreSQLStore(settings, access: .readWrite))
    for number in 1...20 { try contract.invite("\(number)", "p\(number)@valmont.example") }
    let claimed = try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<5 {
        group.addTask {
          let store = StoreContract(try PostgreSQLStore(settings, access: .readWrite))
          return try store.claim(4, pace: Pace(count: 6, per: 60)).count
        }
      }
      return try await group.reduce(0, +)
    }
    #expect(claimed == 6)
    withExtendedLifetime(server) {}
  }
}
