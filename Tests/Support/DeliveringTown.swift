import Foundation

/// A town whose mails wait in a database that several processes share.
package final class DeliveringTown {
  package let world: ScenarioWorld
  package let people: Int
  /// Those that deliver now.
  package private(set) var processes: [ScenarioCommand] = []
  private let ask: (String) throws -> String

  /// What the outbox says of mails, in the order of their numbers.
  package static let outcomes = "SELECT id, state, attempts, finished_at, reply FROM navette.mail ORDER BY id"

  /// - Parameters:
  ///   - mailDelay: how many seconds the relay takes for each mail.
  ///   - mail: more lines of the section `mail`.
  ///   - ask: runs a statement where the store is.
  package init(
    samples: String, people: Int, mailDelay: Double, mail: String = "", store: String, relay address: String? = nil,
    ask: @escaping (String) throws -> String
  ) throws {
    self.people = people
    self.ask = ask
    world = try ScenarioWorld(samples: samples, mailDelay: mailDelay, relay: address)
    world.directory = try Slapd(ldif: ScenarioTown.ldif(people))
    world.settings.merge("limits:\n  linkMails: none\nstore: \(store)")
    speak(to: "127.0.0.1", mail)
  }

  /// Which address of the relay's is used from now on, with more lines of the section `mail`.
  package func speak(to relay: String, _ mail: String = "") {
    world.settings.merge(
      """
      mail:
        transport: smtp://\(relay):$SMTP
        startTLS: off
        from: "Portail Famille <ne-pas-repondre@valmont.example>"
      \(mail)
      """)
  }

  /// Has all mails written.
  package func queue() throws {
    let sync = try world.run(["sync", "--no-deliver"])
    guard sync.code == 0 else { throw ScenarioFailure(sync.summary) }
  }

  /// One more that delivers.
  @discardableResult
  package func deliver(before: String = "") throws -> ScenarioCommand {
    let command = try world.start(["deliver", "--watch"], before: before)
    processes.append(command)
    return command
  }

  /// Ends one as kill -9 does; returns which of the relay's connections were its own.
  package func kill(_ index: Int) throws -> Set<Int> {
    let command = processes.remove(at: index)
    command.send(SIGSTOP)
    let sockets = try Program.run(
      "/usr/bin/ss", package: "iproute2", ["-Htnp", "state", "established", "dport", "=", ":\(world.relay.port)"])
    let own = sockets.split(separator: "\n").filter { $0.contains("pid=\(command.identifier),") }
    command.send(SIGKILL)
    _ = try command.end()
    // Receive queue, send queue, local address, peer.
    return Set(
      own.compactMap { line in
        line.split(separator: " ").dropFirst(2).first?.split(separator: ":").last.flatMap { Int($0) }
      })
  }

  /// Ends all as systemd does.
  package func stop() throws -> [ScenarioCommand.Ending] {
    for process in processes { process.send(SIGTERM) }
    defer { processes = [] }
    return try processes.map { try $0.end() }
  }

  package func sql(_ statement: String) throws -> String { try ask(statement) }

  package func count(_ state: String) throws -> Int {
    Int(try ask("SELECT count(*) FROM navette.mail WHERE state = '\(state)'")) ?? -1
  }

  package func wait(_ what: String, atMost seconds: Double = 60, until isTrue: () throws -> Bool) throws {
    let deadline = Date().addingTimeInterval(seconds)
    while Date() < deadline {
      if try isTrue() { return }
      usleep(20_000)
    }
    let said = try processes.map { try $0.errors() }.joined(separator: "\n---\n")
    throw ScenarioFailure("waited in vain for \(what)\n\(said)")
  }

  /// All that the relay took, by who it went to.
  package func copies() throws -> [String: [ScenarioRelay.Mail]] {
    Dictionary(grouping: try world.relay.all(), by: \.to)
  }
}
