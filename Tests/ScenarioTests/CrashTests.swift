import Foundation
import TestSupport
import Testing

/// A power cut, an operator's kill -9, an out-of-memory killer: at any moment, and often.
@Suite(.serialized) struct CrashTests {
  static let people = 480
  static let kills = 25

  /// What ended where, told when the test fails.
  struct Kills: CustomStringConvertible {
    let seed: UInt64
    var moments: [String] = []
    var description: String { "seed \(seed) (NAVETTE_SEED); killed: \(moments.joined(separator: ", "))" }
  }

  static func seed() -> UInt64 {
    ProcessInfo.processInfo.environment["NAVETTE_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...999_999)
  }

  static func world(mailDelay: Double) throws -> ScenarioWorld {
    let world = try ScenarioWorld(samples: ScenarioTests.folder, mailDelay: mailDelay)
    world.directory = try Slapd(ldif: ScenarioTown.ldif(people))
    world.settings.merge("limits:\n  linkMails: \(people)")
    return world
  }

  static let accounts = """
    SELECT number, civility, last_name, first_name, email, mobile, attributes, status, has_password
    FROM portal_account ORDER BY number
    """

  /// What a run that nobody disturbed comes to, and how long it takes.
  static func undisturbed() throws -> (accounts: String, seconds: Double) {
    let world = try world(mailDelay: 0)
    let begin = Date()
    let ending = try world.run(["sync", "--no-deliver"])
    let seconds = Date().timeIntervalSince(begin)
    try #require(ending.code == 0, "\(ending.summary)")
    return (try world.sql(accounts).output, seconds)
  }

  @Test(.timeLimit(.minutes(10)))
  func `killed at any moment and run again, it ends as if nothing had happened`() throws {
    var kills = Kills(seed: Self.seed())
    print("CrashTests: seed \(kills.seed)")
    var moments = Dice(seed: kills.seed)
    let world = try Self.world(mailDelay: 0.01)
    let wanted = try Self.undisturbed()

    try Self.killRuns(of: world, lasting: wanted.seconds, &kills, &moments)
    let ending = try Self.finish(world)
    #expect(ending.code == 0, "\(kills)\n\(ending.summary)")

    #expect(try world.sql(Self.accounts).output == wanted.accounts, "\(kills)")
    #expect(try world.sql("PRAGMA integrity_check").output == "ok\n", "\(kills)")
    #expect(try world.sql("PRAGMA foreign_key_check").output.isEmpty, "\(kills)")
    #expect(try world.sql("SELECT count(*) FROM token").output == "\(Self.people)\n", "\(kills)")
    try Self.expectOneLinkEach(world, kills)
    let check = try world.run(["plan", "--check"])
    #expect(check.code == 0, "\(kills)\n\(check.summary)")
    print("CrashTests: \(kills)")
  }

  /// Kills runs while they read and write, later while mails leave.
  static func killRuns(
    of world: ScenarioWorld, lasting seconds: Double, _ kills: inout Kills, _ moments: inout Dice
  ) throws {
    var isApplied = false
    for round in 1...Self.kills {
      let name = isApplied && round.isMultiple(of: 2) ? "deliver" : "sync"
      let command = try world.start([name])
      let life = seconds * Double.random(in: 0.02...(round <= 10 ? 0.95 : 1.8), using: &moments)
      Thread.sleep(forTimeInterval: life)
      command.send(SIGKILL)
      let ending = try command.end()
      isApplied = try isApplied || world.sql("SELECT count(*) > 0 FROM account").output == "1\n"
      let end = ending.signal == nil ? " (over)" : ""
      kills.moments.append("\(name) at \(Int(life * 1000)) ms\(end), \(try world.relay.all().count) mails")
      // A run that was killed holds nothing: the next one is let in at once.
      #expect(!ending.errors.contains("holds the account store"), "\(kills)\n\(ending.summary)")
    }
  }

  /// Sends what is left; mails of killed processes are free again within a minute, which `deliver` waits for.
  static func finish(_ world: ScenarioWorld) throws -> ScenarioCommand.Ending {
    let sync = try world.start(["sync", "--no-deliver"]).end()
    try #require(sync.code == 0, "\(sync.summary)")
    return try world.start(["deliver"]).end(within: 150)
  }

  /// Copies of one mail may arrive; two links for one person may not.
  static func expectOneLinkEach(_ world: ScenarioWorld, _ kills: Kills) throws {
    let mails = Dictionary(grouping: try world.relay.all(), by: \.to)
    #expect(mails.count == people, "\(kills)")
    for (address, copies) in mails {
      #expect(Set(copies.map(\.link)).count == 1, "\(address): \(kills)")
      #expect(Set(copies.map(\.messageID)).count == 1, "\(address): \(kills)")
      #expect(Set(copies.map(\.hash)).isDisjoint(with: [""]), "\(address)")
    }
    #expect(Set(mails.values.map { $0[0].link }).count == people, "two people have one link: \(kills)")
  }
}
