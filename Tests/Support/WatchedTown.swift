import Foundation

/// A town whose directory a program watches, with the settings of a short wait.
package final class WatchedTown {
  package let world: ScenarioWorld
  package let slapd: Slapd
  package private(set) var watch: ScenarioCommand?

  /// What a slapd with content synchronisation is told; it notes down at once how far it is, as one that is killed has
  /// to.
  package static let synchronising = Slapd.Options(
    global: "moduleload syncprov",
    database: """
      index entryUUID,entryCSN eq
      overlay syncprov
      syncprov-sessionlog 1000
      syncprov-checkpoint 1 1
      """)

  package init(samples: String, people: Int, _ options: Slapd.Options = synchronising, settings: String = "") throws {
    world = try ScenarioWorld(samples: samples)
    slapd = try Slapd(ldif: ScenarioTown.ldif(people), options)
    world.directory = slapd
    world.settings.merge("watch: { gather: 1s, pollEvery: 1s }\n" + settings)
  }

  /// Starts watching, and returns when the first run is over.
  package func start(_ arguments: [String] = ["--format", "jsonl"]) throws {
    watch = try world.start(["sync", "--watch"] + arguments)
    try wait("the first run") { try runs() > 0 }
  }

  package func started() throws -> ScenarioCommand {
    guard let watch else { throw ScenarioFailure("nobody watches yet") }
    return watch
  }

  /// How many runs the journal has.
  package func runs() throws -> Int { try journal().count }

  /// The runs of the journal, the first one first.
  package func journal() throws -> [[String: Any]] {
    guard world.exists("navette.sqlite") else { return [] }
    let ending = try world.run(["runs", "--limit", "1000", "--format", "json"])
    // The store may be there, and not yet made.
    guard ending.code == 0 else { return [] }
    let list = try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [[String: Any]]
    return (list ?? []).reversed()
  }

  package func lastName(of number: Int) throws -> String {
    try world.sql("SELECT last_name FROM portal_account WHERE number = '\(ScenarioTown.number(number))'").output
      .trimmingCharacters(in: .whitespacesAndNewlines)
  }

  /// The record that gives somebody another last name.
  package static func renaming(_ number: Int, to name: String) -> String {
    "dn: uid=p\(number),ou=responsables,dc=valmont,dc=example\nchangetype: modify\nreplace: sn\nsn: \(name)\n\n"
  }

  /// Waits until something holds, for half a minute at most.
  package func wait(_ what: String, until isTrue: () throws -> Bool) throws {
    let deadline = Date().addingTimeInterval(30)
    while Date() < deadline {
      if try isTrue() { return }
      usleep(50_000)
    }
    let said = try watch.map { try $0.output() + "\n---\n" + $0.errors() } ?? ""
    throw ScenarioFailure("waited in vain for \(what)\n\(said)")
  }

  /// Ends the watch as systemd does; returns how, and after how many seconds.
  package func stop(_ signal: Int32 = SIGTERM) throws -> (ending: ScenarioCommand.Ending, seconds: Double) {
    let watch = try started()
    let begin = Date()
    watch.send(signal)
    return (try watch.end(within: 20), Date().timeIntervalSince(begin))
  }
}
