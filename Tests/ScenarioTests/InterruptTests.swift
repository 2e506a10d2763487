import Foundation
import TestSupport
import Testing

/// An operator who presses Ctrl-C, and a machine that is shut down.
@Suite(.serialized) struct InterruptTests {
  static func elapsed(_ body: () throws -> Void) rethrows -> Double {
    let begin = Date()
    try body()
    return Date().timeIntervalSince(begin)
  }

  /// Waits until something holds, for ten seconds at most.
  static func wait(until isTrue: () throws -> Bool) throws {
    for _ in 0..<500 {
      if try isTrue() { return }
      usleep(20_000)
    }
    throw ScenarioFailure("it did not come to that within ten seconds")
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `stopped while the directory is silent, it ends at once and nothing was written`(_ signal: Int32) throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    let directory = try Slapd(ldif: ScenarioTown.ldif(50))
    world.directory = directory
    directory.freeze()
    let command = try world.start(["sync"])
    Thread.sleep(forTimeInterval: 1)
    var ending: ScenarioCommand.Ending?
    let seconds = try Self.elapsed {
      command.send(signal)
      ending = try command.end(within: 20)
    }
    let summary = ending?.summary ?? ""
    #expect(seconds < 5, "\(summary)")
    #expect(ending?.code == 1, "\(summary)")
    #expect(summary.contains("stopped") && summary.contains("nothing was written"), "\(summary)")
    #expect(try world.sql("SELECT count(*) FROM account").output == "0\n")
    directory.thaw()
    let next = try world.run(["sync"])
    #expect(next.code == 0, "\(next.summary)")
    #expect(try world.relay.all().count == 50)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `stopped while a server does not let itself be connected to, it ends at once`(_ signal: Int32) throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    let deaf = try DeafPort()
    try Self.expectToStop(world, at: "ldap://127.0.0.1:\(deaf.port)", signal)
  }

  @Test func `stopped while a server does not go on with the encryption, it ends at once`() throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder)
    let certificates = try Certificates()
    let directory = try Slapd(
      ldif: ScenarioTown.ldif(1), .init(certificate: certificates.sign("server", names: "IP:127.0.0.1")))
    directory.freeze()
    try Self.expectToStop(world, at: directory.secureURL, SIGINT)
  }

  static func expectToStop(_ world: ScenarioWorld, at url: String, _ signal: Int32) throws {
    world.settings.merge(
      """
      directories:
        - name: mairie
          url: \(url)
          connectTimeout: 60s
          base: ou=responsables,dc=valmont,dc=example
          mapping: openldap
      """)
    let command = try world.start(["sync"])
    Thread.sleep(forTimeInterval: 1)
    guard command.isRunning else { throw ScenarioFailure("it did not wait: \(try command.end().summary)") }
    var ending: ScenarioCommand.Ending?
    let seconds = try elapsed {
      command.send(signal)
      ending = try command.end(within: 90)
    }
    let summary = ending?.summary ?? ""
    #expect(seconds < 3, "\(summary)")
    #expect(ending?.code == 1 && summary.contains("nothing was written"), "\(summary)")
  }

  @Test(arguments: [(SIGINT, "sync"), (SIGTERM, "deliver")])
  func `stopped while mails leave, it says so and the rest leaves next time`(_ signal: Int32, _ name: String) throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder, mailDelay: 0.05)
    world.directory = try Slapd(ldif: ScenarioTown.ldif(200))
    if name == "deliver" { _ = try world.run(["sync", "--no-deliver"]) }
    let command = try world.start([name])
    try Self.wait { try world.relay.all().count >= 10 }
    var ending: ScenarioCommand.Ending?
    let seconds = try Self.elapsed {
      command.send(signal)
      ending = try command.end(within: 20)
    }
    let summary = ending?.summary ?? ""
    #expect(seconds < 5, "\(summary)")
    #expect(ending?.code == 1, "\(summary)")
    #expect(summary.contains("nothing is half done") || summary.contains("The mails stay queued"), "\(summary)")
    #expect(try world.relay.all().count < 200)
    // It gave back what it had taken: nothing waits for a lease to end.
    let rest = try Self.elapsed { _ = try world.run(["deliver"]) }
    #expect(rest < 30)
    let mails = try world.relay.all()
    #expect(mails.count == 200, "no mail left twice")
    #expect(Set(mails.map(\.link)).count == 200)
  }

  @Test func `who watches sees how far it is, and a log file stays clean`() throws {
    let world = try ScenarioWorld(samples: ScenarioTests.folder, mailDelay: 0.02)
    world.directory = try Slapd(ldif: ScenarioTown.ldif(120))
    let watched = try world.run(["sync"], onTerminal: true)
    #expect(watched.output.contains("mails") && watched.output.contains("Sending…"), "\(watched.summary)")
    #expect(watched.output.contains("\r\u{1b}[K"))
    let other = try ScenarioWorld(samples: ScenarioTests.folder, mailDelay: 0.02)
    other.directory = world.directory
    let piped = try other.run(["sync"])
    #expect(piped.code == 0 && piped.errors.isEmpty, "\(piped.summary)")
    #expect(!piped.output.contains("\u{1b}") && !piped.output.contains("Sending…"))
  }
}
