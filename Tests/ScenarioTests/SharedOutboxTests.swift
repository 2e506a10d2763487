import Foundation
import TestSupport
import Testing

/// Several processes that deliver from one database, as on several machines.
@Suite(.serialized) struct SharedOutboxTests {
  private static func town(
    _ people: Int, mailDelay: Double = 0, mail: String = ""
  ) throws -> (DeliveringTown, PostgresServer) {
    let server = try PostgresServer.shared()
    let url = try server.makeDatabase()
    let town = try DeliveringTown(
      samples: ScenarioTests.folder, people: people, mailDelay: mailDelay, mail: mail, store: url,
      ask: { try server.sql($0, in: url) })
    return (town, server)
  }

  @Test(.timeLimit(.minutes(5)))
  func `some are killed while they send: none of their mails is lost, none is recorded twice`() throws {
    let (town, server) = try Self.town(600, mailDelay: 0.25)
    let seed = CrashTests.seed()
    var dice = Dice(seed: seed)
    try town.queue()
    for _ in 1...4 { try town.deliver() }
    var dead: Set<Int> = []
    for round in 1...5 {
      try town.wait("mails, round \(round)") { try town.world.relay.all().count > round * 80 }
      Thread.sleep(forTimeInterval: Double.random(in: 0...0.3, using: &dice))
      dead.formUnion(try town.kill(Int.random(in: 0..<4, using: &dice)))
      try town.deliver()
    }
    // Mails of the killed are free again within a minute.
    try town.wait("all mails", atMost: 120) { try town.count("sent") == town.people }
    for ending in try town.stop() {
      #expect(ending.code == 1 && ending.errors.contains("Stopped"), "\(ending.summary)")
    }

    let copies = try town.copies()
    #expect(copies.count == town.people, "seed \(seed)")
    for (address, mails) in copies {
      #expect(Set(mails.map(\.messageID)).count == 1 && Set(mails.map(\.hash)).count == 1, "\(address), seed \(seed)")
      // The relay had taken it from one that could no longer write that down.
      #expect(mails.dropLast().allSatisfy { dead.contains($0.connection) }, "\(address), seed \(seed)")
    }
    #expect(Set(copies.values.map { $0[0].link }).count == town.people)
    #expect(try town.sql("SELECT count(*) FROM navette.mail WHERE attempts <> 1") == "0")
    let repeated = copies.values.reduce(0) { $0 + $1.count - 1 }
    print("SharedOutboxTests: \(town.people) mails, 5 of 9 processes killed, \(repeated) mails repeated (seed \(seed))")
    withExtendedLifetime(server) {}
  }

  @Test func `the rate holds for all of them together`() throws {
    let rate = 6
    let (town, server) = try Self.town(30, mail: "  rate: \(rate)/s")
    try town.queue()
    for _ in 1...3 { try town.deliver() }
    try town.wait("all mails") { try town.count("sent") == town.people }
    for ending in try town.stop() { #expect(ending.code == 1, "\(ending.summary)") }
    let times = try town.sql("SELECT finished_at FROM navette.mail ORDER BY finished_at").split(separator: "\n")
      .compactMap { Int($0) }
    #expect(times.count == town.people)
    for (first, last) in zip(times, times.dropFirst(rate)) { #expect(last - first >= 1_000, "\(times)") }
    #expect(try town.world.relay.all().count == town.people)
    withExtendedLifetime(server) {}
  }

  @Test func `quiet hours hold for all of them, and a link that somebody asked for leaves at once all the same`() throws
  {
    let (town, server) = try Self.town(6, mail: "  quietHours: \"$AROUND_NOW\"")
    try town.queue()
    for _ in 1...3 { try town.deliver() }
    _ = try town.sql("UPDATE navette.account SET has_password = 1")
    // Longer than the longest wait between two looks.
    Thread.sleep(forTimeInterval: 7)
    #expect(try town.world.relay.all().isEmpty)
    var waits: [Double] = []
    for number in 1...6 {
      let asked = try town.world.run(["link", ScenarioTown.number(number), "--reset"])
      #expect(asked.code == 0, "\(asked.summary)")
      let begin = Date()
      try town.wait("the link") { try town.world.relay.all().count == number }
      waits.append(Date().timeIntervalSince(begin))
    }
    // A look every five seconds would make half of them wait for longer.
    #expect(waits.allSatisfy { $0 < 2 }, "\(waits)")
    #expect(Set(try town.world.relay.all().map(\.to)).count == 6)
    _ = try town.stop()
    withExtendedLifetime(server) {}
  }

  @Test(.timeLimit(.minutes(5)))
  func `one whose network is cut leaves its mails to another, and does nothing to them when it is back`() throws {
    let network = try CutOffNetwork()
    let certificates = try Certificates()
    let own = try certificates.sign("server", names: "IP:\(network.address)")
    let server = try PostgresServer(
      [
        "listen_addresses=127.0.0.1,\(network.address)", "ssl=on", "ssl_cert_file=server.pem",
        "ssl_key_file=server.key",
      ],
      access: ["hostssl all all \(network.address)/30 trust"],
      files: ["server.pem": own.certificate, "server.key": own.key])
    let url = try server.makeDatabase()
    let far =
      url.replacing("127.0.0.1", with: network.address)
      + "?sslmode=verify-full&sslrootcert=\(certificates.authority.certificate)"
    let town = try DeliveringTown(
      samples: ScenarioTests.folder, people: 40, mailDelay: 0.4, store: far, relay: network.address,
      ask: { try server.sql($0, in: url) })
    town.world.settings.merge("store: \(url)")
    try town.queue()

    town.world.settings.merge("store: \(far)")
    town.speak(to: network.address, "  connections: 1")
    let cutOff = try town.deliver(before: network.shell)
    try town.wait("its first mails") { try town.world.relay.all().count >= 7 }
    try network.pull()
    let sentBefore = try town.count("sent")
    // What the relay took in the last second, and is not yet written down.
    let unrecorded = try town.world.relay.all().count - sentBefore
    #expect(sentBefore > 0 && unrecorded < 5)
    town.world.settings.merge("store: \(url)")
    town.speak(to: "127.0.0.1")
    try town.deliver()
    let begin = Date()
    try town.wait("all mails", atMost: 120) { try town.count("sent") == town.people }
    let gap = Date().timeIntervalSince(begin)
    #expect(cutOff.isRunning)
    let recorded = try town.sql(DeliveringTown.outcomes)
    let taken = try town.world.relay.all().count

    try network.plugIn()
    // Time enough for what it had on its way, and to be told that its connections are gone.
    Thread.sleep(forTimeInterval: 15)
    #expect(try town.sql(DeliveringTown.outcomes) == recorded)
    // But for the mail it had in hand when the cable was pulled.
    #expect(try town.world.relay.all().count <= taken + 1)
    let copies = try town.copies()
    #expect(copies.count == town.people && copies.values.reduce(0) { $0 + $1.count } <= town.people + unrecorded + 1)
    for (address, mails) in copies { #expect(Set(mails.map(\.messageID)).count == 1, "\(address)") }

    // It goes on by itself.
    town.processes[1].send(SIGTERM)
    _ = try town.processes[1].end()
    let asked = try town.world.run(["link", ScenarioTown.number(1)])
    #expect(asked.code == 0, "\(asked.summary)")
    try town.wait("a mail from the one that is back", atMost: 90) { try town.count("sent") == town.people + 1 }
    print(
      "SharedOutboxTests: cut off after \(sentBefore) mails; \(town.people - sentBefore) left by another in \(gap) s")
    cutOff.send(SIGTERM)
    _ = try cutOff.end(within: 90)
  }
}
