import Foundation

/// Everything one scenario has of its own: folder, directory, relay, settings, key, store; gone with it.
package final class ScenarioWorld {
  package let folder: TemporaryFolder
  package let relay: ScenarioRelay
  package var directory: (any PrivateDirectory)?
  /// A Postfix with TLS and sign-in, where a scenario asks for one.
  package var postfix: SMTPServerPostfix?
  /// A name server that the program asks, where a scenario wants one.
  package var nameServer: NameServer?
  package var settings = ScenarioSettings()
  package var environment: [String: String]
  /// The command that runs in the background.
  package var background: ScenarioCommand?
  /// What the last command came to.
  package var ending: ScenarioCommand.Ending?
  /// Whether the exit code of the last command still has to be looked at.
  package var isCodeOpen = false
  /// A JSON report that was put aside.
  package var keptReport: [String: Any] = [:]
  package var keptOutput: String?
  /// What the store answered last, and an answer that was put aside.
  package var answer = ""
  package var keptAnswer = ""

  private let binary: String
  private let samples: String

  package var store: String { folder.path + "/navette.sqlite" }

  /// Whether stores are in PostgreSQL where the settings of a scenario do not say.
  @TaskLocal package static var keepsInPostgreSQL = false
  /// The server of such a store, and where in it the store is.
  package private(set) var server: PostgresServer?
  private var database = ""

  /// - Parameters:
  ///   - samples: the folder where a scenario's LDIF files are.
  ///   - address: where the relay listens besides loopback.
  package init(samples: String, mailDelay: Double = 0, relay address: String? = nil) throws {
    self.samples = samples
    binary = try ScenarioCommand.binary()
    folder = try TemporaryFolder()
    relay = try ScenarioRelay(folder: folder.path + "/relay", delay: mailDelay, address: address)
    environment = ["PATH": "/usr/bin:/bin:/usr/sbin:/sbin", "HOME": folder.path, "TZ": "UTC"]
    let key = try folder.write("secret.key", "test \(Data(repeating: 7, count: 32).base64EncodedString())\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    if Self.keepsInPostgreSQL { try keepStore(in: .shared()) }
  }

  /// From now on the store is in a database of its own.
  package func keepStore(in server: PostgresServer, on tablespace: String? = nil) throws {
    self.server = server
    database = try server.makeDatabase(on: tablespace)
    settings.merge("store: " + database)
  }

  /// A database that nothing is in yet, for who wants to move there: `$DATABASE`.
  package private(set) var emptyDatabase: (server: PostgresServer, url: String)?
  /// A server that the scenario administers itself.
  var administered: PostgresServer?

  package func makeEmptyDatabase() throws {
    let server = try PostgresServer()
    emptyDatabase = (server, try server.makeDatabase())
  }

  /// The settings name another store from now on, and whoever asks by SQL asks there.
  package func useStore(_ store: String) throws {
    settings.merge("store: " + store)
    guard store.hasPrefix("postgresql:") else { return server = nil }
    guard let emptyDatabase else { throw ScenarioFailure("there is none: begin with `given an empty database`") }
    (server, database) = emptyDatabase
  }

  package func startedServer() throws -> PostgresServer {
    guard let server else { throw ScenarioFailure("there is no database: begin with `given a database`") }
    return server
  }

  // MARK: Commands

  package func start(_ arguments: [String], onTerminal: Bool = false, before: String = "") throws -> ScenarioCommand {
    _ = try folder.write("navette.yaml", settings.text(ScenarioSurroundings(of: self)))
    let before = [before, nameServer?.shell ?? ""].filter { !$0.isEmpty }.joined(separator: "; ")
    guard before.isEmpty else {
      return try ScenarioCommand(
        "/bin/bash", ["-c", before + "; exec \"$@\"", "bash", binary] + arguments, in: folder.path,
        environment: environment)
    }
    guard onTerminal else {
      return try ScenarioCommand(binary, arguments, in: folder.path, environment: environment)
    }
    let script = try SMTPServerPrograms.path("script", package: "bsdutils")
    let line = ([binary] + arguments).map { "'\($0)'" }.joined(separator: " ")
    return try ScenarioCommand(
      script, ["-q", "-e", "-c", line, "/dev/null"], in: folder.path,
      environment: environment.merging(["TERM": "xterm", "COLUMNS": "80"]) { $1 })
  }

  @discardableResult
  package func run(
    _ arguments: [String], onTerminal: Bool = false, before: String = ""
  ) throws -> ScenarioCommand.Ending {
    let ending = try start(arguments, onTerminal: onTerminal, before: before).end()
    self.ending = ending
    return ending
  }

  /// Runs words of a shell in the scenario's folder.
  package func shell(_ line: String, _ shell: String = "/bin/bash") throws -> ScenarioCommand.Ending {
    try ScenarioCommand(
      shell, ["-c", ScenarioSurroundings(of: self).fill(line)], in: folder.path, environment: environment
    ).end()
  }

  package func lastEnding() throws -> ScenarioCommand.Ending {
    guard let ending else { throw ScenarioFailure("nothing was run yet") }
    return ending
  }

  /// Replaces a text in a file, as an operator edits it; `$LDAP` and `$SMTP` are this scenario's servers.
  package func edit(_ name: String, replacing old: String, with new: String) throws {
    let path = folder.path + "/" + name
    let text = try String(contentsOfFile: path, encoding: .utf8)
    guard text.contains(old) else { throw ScenarioFailure("\(name) does not contain “\(old)”:\n\(text)") }
    let filled = new.replacingOccurrences(of: "$LDAP", with: directory?.url ?? "ldap://127.0.0.1:9")
      .replacingOccurrences(of: "$SMTP", with: String(relay.port)).replacingOccurrences(of: "\\n", with: "\n")
    _ = try self.folder.write(name, text.replacingOccurrences(of: old, with: filled))
  }

  // MARK: Directory

  package func sample(_ name: String) throws -> String {
    let places = [samples + "/" + name, samples + "/../../../mappings/" + name]
    guard let path = places.first(where: { FileManager.default.fileExists(atPath: $0) }) else {
      throw ScenarioFailure("no such file: \(places)")
    }
    return try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The line of slapd.conf that loads what the entries of a sample need beyond the stock schemas.
  package func schema(of name: String) -> String {
    let path = samples + "/" + name.replacingOccurrences(of: ".ldif", with: ".schema")
    return FileManager.default.fileExists(atPath: path) ? "include \(path)" : ""
  }

  package func startedDirectory() throws -> any PrivateDirectory {
    guard let directory else { throw ScenarioFailure("there is no directory: begin with `given NAME.ldif`") }
    return directory
  }

  // MARK: Store

  /// What the store answers, as a portal or an administrator asks it; an error is an answer too.
  package func sql(_ statement: String) throws -> ScenarioCommand.Ending {
    if let server {
      let (program, arguments) = server.command("SET search_path = navette; " + statement, in: database)
      return try ScenarioCommand(program, arguments, in: folder.path, environment: environment).end()
    }
    let path = try SMTPServerPrograms.path("sqlite3", package: "sqlite3")
    return try ScenarioCommand(
      path, ["-cmd", ".timeout 20000", "-batch", store, statement], in: folder.path, environment: environment
    ).end()
  }

  /// Says a token was used, as a portal does.
  package func redeem(_ mail: ScenarioRelay.Mail) throws -> ScenarioCommand.Ending {
    try sql("INSERT INTO portal_redemption (token_hash, password_hash) VALUES ('\(mail.hash)', 'argon2id$test')")
  }

  /// The files that are there and are not the runner's own.
  /// Waits until somebody holds the store: what a holder writes of itself into the lock's file goes when it lets go.
  package func waitForHolder() throws {
    for _ in 0..<600 {
      // No table yet: nobody holds it.
      if let server, (try? server.sql("SELECT count(*) FROM navette.holder", in: database)) == "1" { return }
      let size = try? FileManager.default.attributesOfItem(atPath: folder.path + "/navette.sqlite.lock")[.size] as? Int
      // No file yet, or an empty one: nobody holds it.
      if let size, size > 0 { return }
      Thread.sleep(forTimeInterval: 0.1)
    }
    throw ScenarioFailure("nobody held the store within a minute")
  }

  package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.path + "/" + name) }
}
