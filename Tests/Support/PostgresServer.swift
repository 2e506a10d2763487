import Foundation

/// A private cluster of PostgreSQL on loopback and a socket of its own, in a folder that goes with its owner.
///
/// PostgreSQL does not run as root: whoever is root lets the system's account `postgres` run it.
package final class PostgresServer: @unchecked Sendable {
  package static let package = "postgresql-15"
  private static let programs = "/usr/lib/postgresql/15/bin/"

  package let port: Int
  package let folder: TemporaryFolder
  private var process: ServerProcess
  private let settings: [String]

  /// One that tests share while any of them holds it; each takes a database of its own.
  package static func shared() throws -> PostgresServer {
    turn.lock()
    defer { turn.unlock() }
    if let running { return running }
    let server = try PostgresServer()
    running = server
    return server
  }

  private static let turn = NSLock()
  nonisolated(unsafe) private weak static var running: PostgresServer?

  /// Starts one; returns when it accepts connections.
  ///
  /// - Parameters:
  ///   - settings: as in postgresql.conf, `name=value`.
  ///   - access: lines of pg_hba.conf; they come before the one that lets everybody in.
  ///   - files: what the settings name, by their names in the folder `data`.
  package init(_ settings: [String] = [], access: [String] = [], files: [String: String] = [:]) throws {
    folder = try TemporaryFolder()
    port = try FreePort.find()
    self.settings = settings
    try Self.template.get().copy(to: folder.path)
    let data = folder.path + "/data"
    for (name, source) in files {
      try Program.run("/usr/bin/install", package: "coreutils", ["-m", "0600", source, "\(data)/\(name)"])
    }
    let rules =
      (access + ["local all all trust", "host all,replication all 127.0.0.1/32 trust"]).joined(separator: "\n") + "\n"
    try rules.write(toFile: data + "/pg_hba.conf", atomically: true, encoding: .utf8)
    try Self.give(folder.path)
    process = try Self.start(folder.path, port, settings)
    try waitUntilReady()
  }

  /// Starts a standby, which has what `primary` has and takes no writes.
  package init(standbyOf primary: PostgresServer, _ settings: [String] = []) throws {
    folder = try TemporaryFolder()
    port = try FreePort.find()
    self.settings = settings
    try Self.give(folder.path)
    let (program, arguments) = Self.asPostgres(
      "pg_basebackup", ["-R", "-X", "stream", "-c", "fast", "-D", folder.path + "/data", "-d", primary.url("postgres")])
    try Program.run(program, package: Self.package, arguments)
    process = try Self.start(folder.path, port, settings)
    try waitUntilReady()
  }

  /// Starts one that has a disk of its own, as the tablespace `disk`: a file system in memory that goes with the server.
  ///
  /// - Parameter megabytes: how much fits on it; `resizeDisk` changes that.
  package init(diskOf megabytes: Int) throws {
    guard getuid() == 0 else {
      throw ScenarioFailure("a disk of its own can be made by root alone: run the tests as root")
    }
    folder = try TemporaryFolder()
    port = try FreePort.find()
    settings = []
    try Self.template.get().copy(to: folder.path)
    try "local all all trust\nhost all all 127.0.0.1/32 trust\n".write(
      toFile: folder.path + "/data/pg_hba.conf", atomically: true, encoding: .utf8)
    try FileManager.default.createDirectory(atPath: folder.path + "/disk", withIntermediateDirectories: false)
    try Self.give(folder.path)
    process = try Self.start(folder.path, port, settings, diskOf: megabytes)
    try waitUntilReady()
    try sql("CREATE TABLESPACE disk LOCATION '\(folder.path)/disk'")
  }

  package func resizeDisk(to megabytes: Int) throws {
    try Program.run(
      "/usr/bin/nsenter", package: "util-linux",
      ["-t", "\(process.identifier)", "-m", "mount", "-o", "remount,size=\(megabytes)m", folder.path + "/disk"])
  }

  deinit { process.end(SIGQUIT) }

  /// Makes a standby take writes, once it has all that the primary committed.
  package func promote() throws { try sql("SELECT pg_promote(true, 60)") }

  // MARK: What happens to servers

  /// Ends it as its operator does who does not wait for clients, and starts it again.
  package func restart(_ more: [String] = []) throws {
    process.end(SIGINT)
    process = try Self.start(folder.path, port, settings + more)
    try waitUntilReady()
  }

  /// Ends it at once, in the middle of whatever it does, as a power cut would.
  package func crash() { process.end(SIGQUIT) }

  /// Ends its first process with kill -9, and so all of it.
  package func kill() { process.kill() }

  /// Starts it again after `crash`.
  package func start() throws {
    process = try Self.start(folder.path, port, settings)
    try waitUntilReady()
  }

  // MARK: Databases

  /// A new database, and where it is.
  package func makeDatabase(on tablespace: String? = nil) throws -> String {
    let name = "navette_" + UUID().uuidString.prefix(8).lowercased()
    // On another tablespace its pages are on the disk from the beginning, not in memory until a checkpoint.
    let place = tablespace.map { " STRATEGY FILE_COPY TABLESPACE \($0)" } ?? ""
    try sql("CREATE DATABASE \(name)\(place)")
    return url(name)
  }

  package func url(_ database: String, user: String = "postgres") -> String {
    "postgresql://\(user)@127.0.0.1:\(port)/\(database)"
  }

  /// The same over the socket.
  package func socketURL(_ database: String) -> String { "postgresql:///\(database)?host=\(folder.path)&port=\(port)" }

  /// Runs statements as somebody who knows SQL and nothing of Navette; returns what they print, columns parted by `|`, ␀
  /// for NULL.
  @discardableResult
  package func sql(_ statements: String, in url: String? = nil) throws -> String {
    try Self.sql(statements, in: url ?? self.url("postgres"))
  }

  @discardableResult
  package static func sql(_ statements: String, in url: String) throws -> String {
    let (program, arguments) = command(statements, in: url, null: "␀")
    return try Program.run(program, package: package, arguments).trimmingCharacters(in: .newlines)
  }

  /// The program that runs statements and prints what they give as `sqlite3` does.
  package func command(_ statements: String, in url: String) -> (program: String, arguments: [String]) {
    Self.command(statements, in: url, null: "")
  }

  private static func command(
    _ statements: String, in url: String, null: String
  ) -> (program: String, arguments: [String]) {
    (
      programs + "psql",
      ["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-P", "null=\(null)", "-c", statements, url]
    )
  }

  /// Runs a file of statements.
  @discardableResult
  package static func run(_ file: String, in url: String, _ variables: [String: String] = [:]) throws -> String {
    let settings = variables.flatMap { ["-v", "\($0.key)=\($0.value)"] }
    return try Program.run(
      programs + "psql", package: package, ["-X", "-q", "-v", "ON_ERROR_STOP=1"] + settings + ["-f", file, url])
  }

  // MARK: The cluster

  private static let template = Result {
    let options = ["--no-sync", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8"]
    return try ServerTemplate("postgresql", package: package, recipe: "1 " + options.joined(separator: " ")) { folder in
      try give(folder)
      let (program, arguments) = asPostgres("initdb", options + ["-D", folder + "/data"])
      try Program.run(program, package: package, arguments)
    }
  }

  private static func start(
    _ folder: String, _ port: Int, _ settings: [String], diskOf megabytes: Int? = nil
  ) throws -> ServerProcess {
    // Its shared memory in its folder: one that is killed leaves it where it is.
    let lines =
      [
        "listen_addresses=127.0.0.1", "fsync=off", "max_connections=100", "shared_buffers=32MB",
        "dynamic_shared_memory_type=mmap",
      ] + settings
    let (program, arguments) = asPostgres(
      "postgres", ["-D", folder + "/data", "-k", folder, "-p", "\(port)"] + lines.flatMap { ["-c", $0] })
    guard let megabytes else { return try ServerProcess(program, package: package, arguments, log: folder + "/log") }
    // What is mounted here is seen by this process alone, which becomes the server, and is gone with it.
    let mount =
      "mount -t tmpfs -o size=\(megabytes)m,mode=0700,uid=$(id -u postgres) none \(folder)/disk && exec \"$@\""
    return try ServerProcess(
      "/usr/bin/unshare", package: "util-linux", ["-m", "/bin/sh", "-c", mount, "sh", program] + arguments,
      log: folder + "/log")
  }

  /// Its own socket, and an answer: it opens the socket before it lets anybody in.
  private func waitUntilReady() throws {
    try process.waitUntilReady {
      // Anything but the answer means: not yet.
      FreePort.isListening("\(folder.path)/.s.PGSQL.\(port)") && (try? sql("SELECT 1")) == "1"
    }
  }

  /// `setpriv` gives up root and becomes the program: what is ended is the server itself.
  private static func asPostgres(_ program: String, _ arguments: [String]) -> (String, [String]) {
    guard getuid() == 0 else { return (programs + program, arguments) }
    return (
      "/usr/bin/setpriv",
      ["--reuid=postgres", "--regid=postgres", "--init-groups", "--", programs + program] + arguments
    )
  }

  private static func give(_ folder: String) throws {
    guard getuid() == 0 else { return }
    guard FileManager.default.isExecutableFile(atPath: programs + "postgres") else {
      throw MissingProgram(program: programs + "postgres", package: package)
    }
    try Program.run("/bin/chown", package: "coreutils", ["-R", "postgres:postgres", folder])
  }
}
