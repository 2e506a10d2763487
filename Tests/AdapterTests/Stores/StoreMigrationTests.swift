import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// A whole store goes from one kind to the other and back, and is the same.
@Suite struct StoreMigrationTests {
  typealias Contract = StoreContract
  private static let holder = Actor(.command, name: "dsi", origin: "navette migrate")

  private static func migrate(_ source: StoreKind, _ target: StoreKind) throws -> Migration {
    try StoreMigration(from: source, to: target).run(as: holder, at: Contract.now)
  }

  /// A rich store in a file, what is in a database that is empty yet, and a second file that is not there yet.
  private static func withTown(
    _ seed: UInt64 = .random(in: 1...999_999),
    _ body: (_ file: StoreKind, _ database: Database, _ second: Folder) throws -> Void
  ) throws {
    try Folder.with { folder in
      do {
        let store = try SQLiteStore(path: folder.store, access: .readWrite)
        var town = MigrationTown(
          StoreContract(store), .sqlite(try DatabaseQueue(path: folder.store)), seed: seed)
        try town.build()
      }
      try Database.with { database in
        try Folder.with { second in
          do { try body(.sqlite(path: folder.store), database, second) } catch {
            throw MigrationTownFault(what: "seed \(seed): \(error)")
          }
        }
      }
    }
  }

  private static func tables(_ migration: Migration) throws -> [MigratedTable] {
    guard case .done(let tables) = migration else { throw MigrationTownFault(what: "\(migration)") }
    return tables
  }

  /// Every table of a file as it is, but for numbers that only join rows of the file.
  private static func dump(_ path: String) throws -> [String] {
    try DatabaseQueue(path: path).read { db in
      let names = try String.fetchAll(
        db,
        sql: """
          SELECT name FROM sqlite_schema
          WHERE type = 'table' AND name NOT IN ('tie', 'tie_detail', 'run', 'seal', 'sqlite_stat1', 'sqlite_stat4') ORDER BY name
          """)
      let plain = try names.flatMap { name in
        try Row.fetchAll(db, sql: "SELECT '\(name)', * FROM \(name)").map(\.debugDescription).sorted()
      }
      let ties = try Row.fetchAll(
        db,
        sql: """
          SELECT directory, key, digest, dn_hash, account, account_revision, missing_since, active_until, is_secondary,
            anchor, sync_id, dn, agreed
          FROM tie JOIN tie_detail ON tie_detail.id = tie.detail ORDER BY directory, key
          """)
      return plain + ties.map(\.debugDescription)
    }
  }

  /// What each kind of store derives from the rest, or keeps for itself.
  private static let derived: Set = [
    "account.email_key", "tie.detail", "tie_detail.id", "run.first_change", "run.last_change", "directory.ties",
  ]
  private static let own: Set = [
    "account_figures", "edited", "number_mark", "sqlite_sequence", "sqlite_stat1", "sqlite_stat4", "figure", "holder",
    "schema_version", "write_mark", "seal",
  ]

  @Test func `no column of either kind is forgotten`() throws {
    let copied = Set(
      TableLayout.all.flatMap { table in
        table.columns.map { column in
          let isWide = table.name == "tie" && TableLayout.wide.contains { $0.name == column.name }
          return (file: "\(isWide ? "tie_detail" : table.name).\(column.name)", server: "\(table.name).\(column.name)")
        }
      }.map { "\($0.file)|\($0.server)" })
    try Self.withTown { file, database, _ in
      let kept = { (columns: [String]) in
        Set(columns.filter { !Self.own.contains($0.components(separatedBy: ".")[0]) && !Self.derived.contains($0) })
      }
      let ofFile = try DatabaseQueue(path: file.location).read { db in
        try String.fetchAll(
          db,
          sql: """
            SELECT m.name || '.' || c.name FROM sqlite_schema AS m JOIN pragma_table_xinfo(m.name) AS c
            WHERE m.type = 'table'
            """)
      }
      #expect(kept(ofFile) == Set(copied.map { $0.components(separatedBy: "|")[0] }))
      _ = try PostgreSQLStore(database.settings, access: .readWrite)
      let ofServer = try database.sql(
        """
        SELECT c.table_name || '.' || c.column_name FROM information_schema.columns AS c
        JOIN information_schema.tables AS t USING (table_schema, table_name)
        WHERE c.table_schema = 'navette' AND t.table_type = 'BASE TABLE'
        """
      ).components(separatedBy: "\n")
      #expect(kept(ofServer) == Set(copied.map { $0.components(separatedBy: "|")[1] }))
    }
  }

  @Test func `there and back again, everything is as it was`() throws {
    try Self.withTown { file, database, second in
      guard case .sqlite(let path, _) = file else { return }
      let before = try Self.dump(path)
      let there = try Self.tables(Self.migrate(file, .postgresql(database.settings)))
      #expect(try Self.dump(path) == before)
      #expect(there.map(\.name) == TableLayout.all.map(\.name) + ["marks"])
      #expect(there.allSatisfy { $0.rows > 0 }, "\(there)")
      let back = try Self.tables(Self.migrate(.postgresql(database.settings), .sqlite(path: second.store)))
      #expect(back == there)
      #expect(try Self.dump(second.store) == before)
    }
  }

  @Test func `what is derived is right on the other side, and what comes next follows on`() throws {
    try Self.withTown { file, database, second in
      _ = try Self.tables(Self.migrate(file, .postgresql(database.settings)))
      _ = try Self.tables(Self.migrate(.postgresql(database.settings), .sqlite(path: second.store)))
      for left in [file, .postgresql(database.settings)] { #expect(try left.unseal()) }
      let all: [any Store] = [
        try file.open(.readWrite), try PostgreSQLStore(database.settings, access: .readWrite),
        try SQLiteStore(path: second.store, access: .readWrite),
      ]
      let numbers = try all.map { store in
        let contract = StoreContract(store)
        // One that the store numbers, after the one that was erased.
        let result = try contract.commit { first in
          let id = AccountID(first)
          return [
            BatchRow(
              id: id, account: .insert(Responsable(lastName: "NEXT"), .active), tie: Contract.tie("next", id),
              journal: JournalRow(kind: "create", anchor: "next", dn: "", fields: "{}", reason: ""))
          ]
        }
        guard case .committed(let receipt) = result else { throw MigrationTownFault(what: "\(result)") }
        let mail = try contract.claim(10, at: Contract.now + 3_600).map { "\($0.id) \($0.to) \($0.token?.keyID ?? "")" }
        return try [
          "\(receipt.numbers)", "\(mail)", "\(store.runs(20))", "\(String(describing: store.report(of: "run-1")))",
          "\(store.figures(until: nil, 5))", "\(store.openMatters(of: "mairie"))",
          "\(String(describing: store.cursor(of: "mairie")))",
          "\(store.dueTies(of: "mairie", among: nil, at: Contract.now).map(\.text).sorted())",
          "\(store.history(of: "mairie", since: .distantPast))",
          "\(store.accounts(numbered: ["M1", "M5", "M6", "old-2"], at: Contract.now))",
        ]
      }
      for (first, others) in zip(numbers[0], zip(numbers[1], numbers[2])) {
        #expect(first == others.0)
        #expect(first == others.1)
      }
    }
  }

  @Test func `a store that was left is sealed, and says where all of it is`() throws {
    try Self.withTown { file, database, second in
      let server = StoreKind.postgresql(database.settings)
      let stopping = StoreMigration(from: file, to: server, isInterrupted: { true })
      #expect(throws: StoreError.interrupted) { try stopping.run(as: Self.holder, at: Contract.now) }
      _ = try file.open(.readWrite)
      _ = try Self.tables(Self.migrate(file, server))
      _ = try Self.tables(Self.migrate(server, .sqlite(path: second.store)))
      for (left, place) in [(file, server.location), (server, second.store)] {
        let sealed = StoreError.sealed(location: left.location, movedTo: place, at: Contract.now)
        #expect(throws: sealed) { try left.open(.readWrite) }
        #expect(throws: sealed) { try left.open(.readOnly) }
        #expect(throws: sealed) { try Self.migrate(left, .sqlite(path: second.path + "/third.sqlite")) }
        #expect(StoreTrial(left).examine().map(\.fact).contains(.storeFailed(sealed)))
      }
      // A portal that was forgotten.
      #expect(throws: ProgramFailure.self) { try database.sql("INSERT INTO portal_redemption VALUES ('x', 'y')") }
      let said = #expect(throws: DatabaseError.self) {
        try DatabaseQueue(path: file.location).write {
          try $0.execute(sql: "INSERT INTO portal_redemption VALUES ('x', 'y')")
        }
      }
      #expect(said?.message == "all accounts were moved to another store")
      for left in [file, server] {
        #expect(try left.unseal())
        #expect(try !left.unseal())
        _ = try left.open(.readWrite)
      }
    }
  }

  @Test func `what is there already is not touched`() throws {
    try Self.withTown { file, database, second in
      let other = try PostgreSQLStore(database.settings, access: .readWrite)
      try StoreContract(other).create([Contract.person("1")])
      let refused = try Self.migrate(file, .postgresql(database.settings))
      let location = StoreKind.postgresql(database.settings).location
      #expect(refused == .refused(.notEmpty(location: location, table: "actor", rows: 1)))
      #expect(try database.sql("SELECT count(*) FROM account") == "1")
      let same = try Self.migrate(file, file)
      #expect(same == .refused(.sameStore(location: file.location)))
      let nothing = try Self.migrate(.sqlite(path: second.store), .postgresql(database.settings))
      #expect(nothing == .refused(.nothingThere(location: second.store)))
      #expect(try second.contents().isEmpty)
    }
  }

  @Test func `a store that is held, or that somebody else may write to, stays where it is`() throws {
    try Self.withTown { file, database, second in
      let holding = try file.open(.readWrite)
      try holding.exclusively(as: Contract.actor, at: Contract.now) {
        let error = #expect(throws: StoreError.self) { try Self.migrate(file, .postgresql(database.settings)) }
        guard case .held(let location, _, _)? = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(location == file.location)
      }
      _ = try Self.tables(Self.migrate(file, .postgresql(database.settings)))
      let delivering = try PostgreSQLStore(database.settings, access: .readWrite)
      let refused = try Self.migrate(.postgresql(database.settings), .sqlite(path: second.store))
      guard case .refused(.inUse(_, let process)) = refused else {
        Issue.record("\(refused)")
        return
      }
      #expect(try database.sql("SELECT count(*) FROM pg_stat_activity WHERE pid = \(process)") == "1")
      _ = try delivering.tally(at: Contract.now)
    }
  }

  @Test func `who only may read and write rows can copy as well`() throws {
    try Self.withTown { file, database, second in
      _ = try PostgreSQLStore(database.settings, access: .readWrite)
      let grants =
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/deploy/grants.sql"
      try PostgresServer.run(grants, in: database.url)
      let name = "mover_" + UUID().uuidString.prefix(8).lowercased()
      try database.server.sql("CREATE ROLE \(name) LOGIN IN ROLE navette", in: database.url)
      let settings = PostgreSQLSettings(url: database.url.replacing("postgres@", with: name + "@"))
      let there = try Self.tables(Self.migrate(file, .postgresql(settings)))
      let back = try Self.tables(Self.migrate(.postgresql(settings), .sqlite(path: second.store)))
      #expect(there == back)
    }
  }

  @Test func `a value of another kind than its column is named, and nothing is written`() throws {
    try Self.withTown { file, database, _ in
      try DatabaseQueue(path: file.location).write {
        try $0.execute(sql: "UPDATE account SET email_verified_at = 'yesterday' WHERE id = 3")
      }
      let error = #expect(throws: StoreError.self) { try Self.migrate(file, .postgresql(database.settings)) }
      #expect(error == .damaged(location: file.location, detail: "account 3: email_verified_at"))
      #expect(try database.sql("SELECT count(*) FROM account") == "0")
    }
  }

  @Test func `a text that PostgreSQL cannot keep is the same on both sides`() throws {
    try Self.withTown { file, database, _ in
      try DatabaseQueue(path: file.location).write {
        try $0.execute(
          sql: "UPDATE account SET last_name = 'a' || char(0) || 'b', first_name = CAST(x'ff41' AS TEXT) WHERE id = 1")
      }
      _ = try Self.tables(Self.migrate(file, .postgresql(database.settings)))
      #expect(try database.sql("SELECT last_name, first_name FROM account WHERE id = 1") == "a␀b|\u{fffd}A")
    }
  }

  @Test func `one who wants to stop is heard, and the copy can be made afterwards`() throws {
    try Self.withTown { file, database, _ in
      let stopping = StoreMigration(from: file, to: .postgresql(database.settings), isInterrupted: { true })
      #expect(throws: StoreError.interrupted) { try stopping.run(as: Self.holder, at: Contract.now) }
      #expect(try database.sql("SELECT count(*) FROM account") == "0")
      _ = try Self.tables(Self.migrate(file, .postgresql(database.settings)))
    }
  }
}
