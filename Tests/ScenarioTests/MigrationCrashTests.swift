import Foundation
import TestSupport
import Testing

/// Killed in the middle of a copy, at any moment: there is nothing of it, and the same command does it.
@Suite(.serialized) struct MigrationCrashTests {
  private static let lines = 60_000

  /// A store whose copy takes a while.
  private static func world() throws -> ScenarioWorld {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    world.directory = try Slapd(ldif: world.sample("town.ldif"))
    try #require(try world.run(["sync", "--no-deliver"]).code == 0)
    let filled = try world.sql(
      """
      WITH RECURSIVE line (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM line WHERE n < \(lines))
      INSERT INTO change (account, kind, anchor, dn, fields, reason, at, actor)
      SELECT 1, 'redemption', '', '', '{}', 'create', n, 1 FROM line
      """)
    try #require(filled.code == 0, "\(filled.summary)")
    return world
  }

  @Test(.timeLimit(.minutes(5)), arguments: [true, false])
  func `killed at any moment and run again, the copy is whole`(_ goesToPostgreSQL: Bool) throws {
    let world = try Self.world()
    try world.makeEmptyDatabase()
    let database = try #require(world.emptyDatabase)
    var target = database.url
    if !goesToPostgreSQL {
      let there = try world.run(["migrate", "--to", database.url])
      try #require(there.code == 0, "\(there.summary)")
      try world.useStore(database.url)
      target = "sqlite:copy.sqlite"
    }
    let seed = CrashTests.seed()
    var dice = Dice(seed: seed)
    var killed = 0
    for _ in 1...8 {
      let command = try world.start(["migrate", "--to", target])
      Thread.sleep(forTimeInterval: Double.random(in: 0.05...1.2, using: &dice))
      command.send(SIGKILL)
      guard try command.end().signal != nil else { break }
      killed += 1
      #expect(try Self.accounts(world, goesToPostgreSQL) == 0, "seed \(seed)")
    }
    #expect(killed > 2)
    // The server may still be undoing what a killed one began.
    Thread.sleep(forTimeInterval: 1)
    let ending = try world.run(["migrate", "--to", target])
    #expect(
      ending.code == 0 || ending.errors.contains("stand in the table") || ending.errors.contains("no longer in use"),
      "seed \(seed)\n\(ending.summary)")
    #expect(try Self.accounts(world, goesToPostgreSQL) == 10, "seed \(seed)")
    try world.useStore(target)
    let check = try world.run(["plan", "--check"])
    #expect(check.code == 0, "seed \(seed)\n\(check.summary)")
  }

  /// How many there are where they should come; 0 without a store.
  private static func accounts(_ world: ScenarioWorld, _ isInDatabase: Bool) throws -> Int {
    if isInDatabase, let (server, url) = world.emptyDatabase {
      guard try server.sql("SELECT to_regclass('navette.account') IS NOT NULL", in: url) == "t" else { return 0 }
      return Int(try server.sql("SELECT count(*) FROM navette.account", in: url)) ?? -1
    }
    guard world.exists("copy.sqlite") else { return 0 }
    let answer = try world.shell("sqlite3 copy.sqlite 'SELECT count(*) FROM account' 2>&1")
    return answer.output.contains("no such table") ? 0 : Int(answer.output.trimmingCharacters(in: .newlines)) ?? -1
  }
}
