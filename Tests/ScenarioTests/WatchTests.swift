import Foundation
import TestSupport
import Testing

/// `navette sync --watch`, with the built program on a real directory.
@Suite(.serialized) struct WatchTests {
  private static func town(
    _ people: Int = 20, _ options: Slapd.Options = WatchedTown.synchronising, settings: String = ""
  ) throws -> WatchedTown {
    try WatchedTown(samples: ScenarioTests.folder, people: people, options, settings: settings)
  }

  private static func expectToEnd(_ town: WatchedTown, _ signal: Int32 = SIGTERM) throws -> ScenarioCommand.Ending {
    let (ending, seconds) = try town.stop(signal)
    #expect(ending.code == 0 && ending.signal == nil, "\(ending.summary)")
    #expect(seconds < 3, "\(seconds) s; \(ending.summary)")
    return ending
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `a change becomes an account at once, and nothing is written while nothing changes`(_ signal: Int32) throws {
    // What is not told is only looked for after an hour.
    let town = try Self.town(settings: "watch: { gather: 1s, pollEvery: 1h }")
    try town.start()
    try town.wait("the mails") { try town.world.relay.all().count == 20 }
    Thread.sleep(forTimeInterval: 2)
    let begin = Date()
    try town.slapd.change(WatchedTown.renaming(3, to: "Autre"))
    try town.wait("the change") { try town.lastName(of: 3) == "AUTRE" }
    #expect(Date().timeIntervalSince(begin) < 6)
    Thread.sleep(forTimeInterval: 4)
    #expect(try town.runs() == 2)
    let ending = try Self.expectToEnd(town, signal)
    #expect(ending.output.split(separator: "\n").count == 2 && ending.errors.isEmpty, "\(ending.summary)")
    #expect(try town.world.relay.all().count == 20)
  }

  @Test func `a burst of changes is one run`() throws {
    let town = try Self.town(
      60, settings: "limits: { updates: none }\nwatch: { gather: 3s, pollEvery: 1h }")
    try town.start()
    Thread.sleep(forTimeInterval: 1)
    try town.slapd.change((1...50).map { WatchedTown.renaming($0, to: "Autre\($0)") }.joined())
    try town.wait("the last of them") { try town.lastName(of: 50) == "AUTRE50" }
    Thread.sleep(forTimeInterval: 4)
    let counts = try town.journal().map { ($0["counts"] as? [String: Any])?["update"] as? Int }
    #expect(counts == [0, 50])
    _ = try Self.expectToEnd(town)
  }

  @Test func `what changes right after the server was killed and came back is seen, and nothing twice`() throws {
    let town = try Self.town(settings: "watch: { gather: 0s, pollEvery: 1h }")
    try town.start()
    for round in 1...3 {
      town.slapd.kill()
      Thread.sleep(forTimeInterval: Double(round) / 2)
      try town.slapd.restart(WatchedTown.synchronising)
      try town.slapd.change(
        WatchedTown.renaming(round, to: "Encore\(round)") + Self.newcomer(100 + round))
      try town.wait("round \(round)") {
        try town.lastName(of: round) == "ENCORE\(round)" && !town.lastName(of: 100 + round).isEmpty
      }
    }
    try town.wait("the mails") { try town.world.relay.all().count >= 23 }
    Thread.sleep(forTimeInterval: 1)
    let mails = try town.world.relay.all()
    #expect(mails.count == 23 && Set(mails.map(\.to)).count == 23)
    let outcomes = try town.journal().map { $0["outcome"] as? String }
    #expect(!outcomes.contains("failed"), "a server that is away for a moment is no failure: \(outcomes)")
    _ = try Self.expectToEnd(town)
  }

  static func newcomer(_ number: Int) -> String {
    """
    dn: uid=p\(number),ou=responsables,dc=valmont,dc=example
    changetype: add
    objectClass: inetOrgPerson
    uid: p\(number)
    cn: Ada Nom\(number)
    sn: Nom\(number)
    givenName: Ada
    employeeNumber: \(ScenarioTown.number(number))
    mail: p\(number)@valmont.example


    """
  }

  @Test func `it goes on from where another process left off`() throws {
    let town = try Self.town(settings: "watch: { gather: 0s, pollEvery: 1h }")
    #expect(try town.world.run(["sync"]).code == 0)
    try town.slapd.change(WatchedTown.renaming(1, to: "Pendant"))
    try town.start()
    try town.wait("the change") { try town.lastName(of: 1) == "PENDANT" }
    // The report is printed after the commit, a line whole.
    try town.wait("the report") { try town.started().output().hasSuffix("\n") }
    let report = try JSONSerialization.jsonObject(with: Data(town.started().output().utf8)) as? [String: Any]
    let directories = report?["directories"] as? [[String: Any]]
    #expect(directories?.first?["read"] as? String == "syncrepl" && directories?.first?["entries"] as? Int == 1)
    _ = try Self.expectToEnd(town)
  }

  @Test func `a server that tells nothing is looked at, and runs only when it holds something else`() throws {
    let town = try Self.town(20, Slapd.Options())
    try town.start()
    Thread.sleep(forTimeInterval: 4)
    #expect(try town.runs() == 1)
    try town.slapd.change(WatchedTown.renaming(7, to: "Autre"))
    try town.wait("the change") { try town.lastName(of: 7) == "AUTRE" }
    Thread.sleep(forTimeInterval: 3)
    #expect(try town.runs() == 2)
    _ = try Self.expectToEnd(town)
  }

  @Test func `a file is looked at`() throws {
    let town = try Self.town(
      1, settings: "directories:\n  - { name: mairie, url: \"ldif:town.ldif\", mapping: openldap }")
    _ = try town.world.folder.write("town.ldif", ScenarioTown.ldif(20))
    try town.start()
    _ = try town.world.folder.write("town.ldif", ScenarioTown.ldif(21))
    try town.wait("the change") { try !town.lastName(of: 21).isEmpty }
    #expect(try town.runs() == 2)
    _ = try Self.expectToEnd(town)
  }

  @Test func `a run by hand is not blocked meanwhile, and what it did is not done twice`() throws {
    let town = try Self.town(settings: "watch: { gather: 3s, pollEvery: 1h }")
    try town.start()
    Thread.sleep(forTimeInterval: 1)
    try town.slapd.change(WatchedTown.renaming(1, to: "Main"))
    let byHand = try town.world.run(["sync"])
    #expect(byHand.code == 0, "\(byHand.summary)")
    #expect(try town.lastName(of: 1) == "MAIN")
    try town.wait("the watch's own run") { try town.runs() == 3 }
    let updates = try town.journal().map { ($0["counts"] as? [String: Any])?["update"] as? Int }
    #expect(updates == [0, 1, 0])
    _ = try Self.expectToEnd(town)
  }

  @Test func `while somebody holds the store it waits, says so once, and then runs`() throws {
    let town = try Self.town(settings: "watch: { gather: 0s, pollEvery: 1h }")
    try town.start()
    let holder = try ScenarioCommand(
      "/usr/bin/flock", ["navette.sqlite.lock", "sleep", "60"], in: town.world.folder.path, environment: [:])
    Thread.sleep(forTimeInterval: 1)
    try town.slapd.change(WatchedTown.renaming(1, to: "Attend"))
    try town.wait("the sentence") { try town.started().errors().contains("waits until the store is free") }
    Thread.sleep(forTimeInterval: 3)
    #expect(try town.lastName(of: 1) == "NOM1")
    let errors = try town.started().errors()
    #expect(errors.components(separatedBy: "waits until").count == 2, "\(errors)")
    _ = try town.world.shell("kill $(pgrep -P \(holder.identifier))")
    try town.wait("the change") { try town.lastName(of: 1) == "ATTEND" }
    _ = try Self.expectToEnd(town)
    _ = try holder.end()
  }

  @Test func `a run that is refused is told once, and so is its end`() throws {
    let town = try Self.town(
      settings: """
        absence: { grace: 0s }
        limits: { deactivations: 0, updates: none }
        watch: { gather: 0s, pollEvery: 1s }
        report: { to: dsi@valmont.example, when: refused }
        """)
    try town.start([])
    try town.slapd.change("dn: uid=p1,ou=responsables,dc=valmont,dc=example\nchangetype: delete\n")
    try town.wait("the refusal") { try town.started().output().contains("deactivations") }
    let said = try town.started().output()
    // Another change, and the same refusal.
    try town.slapd.change(WatchedTown.renaming(2, to: "Autre"))
    try town.wait("another refused run") {
      try town.journal().filter { $0["outcome"] as? String == "refused" }.count == 2
    }
    Thread.sleep(forTimeInterval: 3)
    #expect(try town.runs() == 3)
    #expect(try town.started().output() == said)
    let told = try town.world.relay.all().filter { $0.to == "dsi@valmont.example" }
    #expect(told.count == 1, "\(told.map(\.text))")
    #expect(try town.world.run(["sync", "--deactivations", "1"]).code == 0)
    try town.slapd.change(WatchedTown.renaming(2, to: "Fin"))
    try town.wait("the end") { try town.lastName(of: 2) == "FIN" }
    try town.wait("its report") { try town.started().output().count > said.count }
    _ = try Self.expectToEnd(town)
  }

  @Test func `a server that stays away is told once, and its return is seen`() throws {
    let town = try Self.town(settings: "watch: { gather: 0s, pollEvery: 1h }")
    try town.start([])
    town.slapd.kill()
    try town.wait("nothing for a while") { true }
    let begin = Date()
    while Date().timeIntervalSince(begin) < 70, try town.runs() < 2 { usleep(500_000) }
    #expect(try town.journal().last?["outcome"] as? String == "failed")
    try town.wait("its report") { try town.started().output().contains("Connection refused") }
    let said = try town.started().output()
    Thread.sleep(forTimeInterval: 3)
    #expect(try town.started().output() == said)
    try town.slapd.restart(WatchedTown.synchronising)
    try town.slapd.change(WatchedTown.renaming(1, to: "Retour"))
    let deadline = Date().addingTimeInterval(70)
    while Date() < deadline, try town.lastName(of: 1) != "RETOUR" { usleep(200_000) }
    #expect(try town.lastName(of: 1) == "RETOUR")
    _ = try Self.expectToEnd(town)
  }

  @Test func `it ends at once while the server is frozen, or while it waits to come back to it`() throws {
    let town = try Self.town()
    try town.start()
    town.slapd.freeze()
    Thread.sleep(forTimeInterval: 0.5)
    _ = try Self.expectToEnd(town)
    town.slapd.thaw()
    try town.start()
    town.slapd.kill()
    Thread.sleep(forTimeInterval: 3)
    _ = try Self.expectToEnd(town)
  }

  @Test func `on a terminal it says that it watches, and settings that are wrong end it`() throws {
    let town = try Self.town()
    let watch = try town.world.start(["sync", "--watch"], onTerminal: true)
    try town.wait("the line") { try watch.output().contains("Watching… mairie") }
    // Between `script` and the program there may be a shell.
    _ = try town.world.shell(
      "for child in $(pgrep -P \(watch.identifier)); do kill -TERM $(pgrep -P $child || echo $child); done")
    let ending = try watch.end(within: 10)
    #expect(ending.code == 0, "\(ending.summary)")
    let adopting = try town.world.run(["sync", "--watch", "--adopt"])
    #expect(adopting.code == 64 && adopting.errors.contains("for one run"), "\(adopting.summary)")
    town.world.settings.merge("watch: { gather: soon }")
    let wrong = try town.world.run(["sync", "--watch"])
    #expect(wrong.code == 1 && wrong.errors.contains("watch.gather"), "\(wrong.summary)")
  }

  @Test func `mails that were put off leave while it watches`() throws {
    let town = try Self.town(2, settings: "watch: { gather: 0s, pollEvery: 1h }")
    town.world.relay.stop()
    try town.start([])
    #expect(try town.world.relay.all().isEmpty)
    try town.world.relay.start()
    let deadline = Date().addingTimeInterval(100)
    while Date() < deadline, try town.world.relay.all().count < 2 { usleep(200_000) }
    #expect(try town.world.relay.all().count == 2)
    _ = try Self.expectToEnd(town)
  }
}
