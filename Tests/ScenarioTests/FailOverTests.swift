import Foundation
import TestSupport
import Testing

/// A synchronous standby is promoted while a run and deliveries go on.
@Suite(.serialized) struct FailOverTests {
  private static let people = 200
  private static let newcomers = 500

  /// Two servers of which the second has all that the first ever confirmed.
  private struct Pair {
    let primary: PostgresServer
    let standby: PostgresServer
    let url: String

    init() throws {
      primary = try PostgresServer()
      standby = try PostgresServer(standbyOf: primary)
      let name = try primary.makeDatabase().components(separatedBy: "/").last ?? ""
      url =
        "postgresql://postgres@127.0.0.1:\(primary.port),127.0.0.1:\(standby.port)/\(name)?target_session_attrs=read-write"
      try primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'")
      try primary.sql("SELECT pg_reload_conf()")
      for _ in 0..<600
      where try primary.sql("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") != "1" {
        usleep(50_000)
      }
    }
  }

  /// At which moment of the second run the primary dies, as a part of the time it takes.
  @Test(.timeLimit(.minutes(5)), arguments: [0.4, 0.9])
  func `every accepted mail is in the journal, every link is somebody's own, and a run is done or not`(_ moment: Double)
    throws
  {
    let pair = try Pair()
    let town = try DeliveringTown(
      samples: ScenarioTests.folder, people: Self.people, mailDelay: 0.1, store: pair.url,
      ask: { try PostgresServer.sql($0, in: pair.url) })
    let slapd = try #require(town.world.directory as? Slapd)
    let begun = Date()
    try town.queue()
    let usual = Date().timeIntervalSince(begun)
    for _ in 1...2 { try town.deliver() }
    try town.wait("the first mails") { try town.world.relay.all().count > 20 }

    try slapd.change((1...Self.newcomers).map { WatchTests.newcomer(1_000 + $0) }.joined())
    let run = try town.world.start(["sync", "--no-deliver"])
    Thread.sleep(forTimeInterval: usual * moment)
    let killed = Date()
    pair.primary.kill()
    // As long as it takes whoever watches over the servers to be sure.
    Thread.sleep(forTimeInterval: 1)
    try pair.standby.promote()
    let promoted = Date()
    let ending = try run.end(within: 90)

    let created = Int(try town.sql("SELECT count(*) FROM navette.account")) ?? 0
    #expect(ending.code == 0 || ending.code == 1, "\(ending.summary)")
    #expect(created == Self.people + (ending.code == 0 ? Self.newcomers : 0), "\(ending.summary)")
    if ending.code == 1 { #expect((ending.output + ending.errors).contains("account store"), "\(ending.summary)") }
    let next = try town.world.run(["sync", "--no-deliver"])
    #expect(next.code == 0, "\(next.summary)")
    #expect(try town.world.run(["plan", "--check"]).code == 0)

    let all = Self.people + Self.newcomers
    // Mails that were leased when the primary died may have to wait for their leases.
    try town.wait("all mails", atMost: 150) { try town.count("sent") == all }
    for ending in try town.stop() {
      #expect(ending.code == 1 && ending.errors.contains("Stopped"), "\(ending.summary)")
    }
    let mails = try town.world.relay.all()
    let journal = Set(
      try town.sql("SELECT message_id FROM navette.mail WHERE state = 'sent'").split(separator: "\n").map(String.init))
    #expect(Set(mails.map(\.messageID)) == journal && journal.count == all)
    let copies = try town.copies()
    #expect(copies.count == all)
    for (address, mails) in copies { #expect(Set(mails.map(\.hash)).count == 1, "\(address)") }
    #expect(Set(copies.values.map { $0[0].hash }).count == all)
    #expect(try town.sql("SELECT count(*) FROM navette.token") == String(all))

    let after = mails.map(\.at).filter { $0 > promoted.timeIntervalSince1970 }.min() ?? 0
    let before = mails.map(\.at).filter { $0 <= promoted.timeIntervalSince1970 }.max() ?? 0
    print(
      """
      FailOverTests: the run ended with \(ending.code); promoted \(Self.say(promoted.timeIntervalSince(killed))) after the \
      primary died, the next mail left \(Self.say(after - promoted.timeIntervalSince1970)) after that; \
      no mail for \(Self.say(after - before)); \(mails.count - all) mails repeated
      """)
  }

  private static func say(_ seconds: Double) -> String { String(format: "%.1f s", seconds) }
}
