import Foundation

/// A private OpenLDAP server on loopback, with its own database; gone with its owner.
package final class Slapd: @unchecked Sendable {
  package static let suffix = "dc=valmont,dc=example"
  package static let administrator = "cn=admin,dc=valmont,dc=example"
  package static let password = "tres secret"

  /// Whether servers that are started tell what changed (RFC 4533), without being asked to by their lines.
  @TaskLocal package static var tellsChanges = false

  package let port: Int
  package let securePort: Int
  package let folder: TemporaryFolder
  private var process: Process
  private var options: Options

  package var url: String { "ldap://127.0.0.1:\(port)" }
  package var secureURL: String { "ldaps://127.0.0.1:\(securePort)" }
  package var socketURL: String {
    let allowed = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._"))
    return "ldapi://" + (socketPath.addingPercentEncoding(withAllowedCharacters: allowed) ?? "")
  }
  private var socketPath: String { folder.path + "/ldapi" }

  /// What a server is told beyond the least.
  package struct Options: Sendable {
    /// Lines of slapd.conf before the database.
    package var global: String
    /// Lines of slapd.conf of the database, such as `access to`, `limits`.
    package var database: String
    package var certificate: Certificates.Pair?
    package var authority: String?

    package init(
      global: String = "", database: String = "", certificate: Certificates.Pair? = nil, authority: String? = nil
    ) {
      self.global = global
      self.database = database
      self.certificate = certificate
      self.authority = authority
    }
  }

  /// Loads `ldif` and starts; returns when the server accepts connections.
  package init(ldif: String, _ options: Options = Options()) throws {
    folder = try TemporaryFolder()
    self.options = options
    port = try FreePort.find()
    securePort = try FreePort.find()
    let configuration = try folder.write("slapd.conf", Self.configuration(folder.path, options))
    try FileManager.default.createDirectory(atPath: folder.path + "/db", withIntermediateDirectories: true)
    let data = try folder.write("data.ldif", ldif)
    try Program.run(
      "/usr/sbin/slapadd", package: "slapd", ["-q", "-w", "-f", configuration, "-b", Self.suffix, "-l", data])
    process = try Self.start(
      configuration, folder,
      urls: ["ldap://127.0.0.1:\(port)"] + (options.certificate == nil ? [] : ["ldaps://127.0.0.1:\(securePort)"]))
    try waitUntilReady()
  }

  deinit { kill() }

  /// Ends it at once, in the middle of whatever it does.
  package func kill() {
    guard process.isRunning else { return }
    signal(SIGKILL)
    process.waitUntilExit()
  }

  /// Stops it where it is: connections stay, nothing answers.
  package func freeze() { signal(SIGSTOP) }

  /// Lets a frozen one go on.
  package func thaw() { signal(SIGCONT) }

  /// Starts it again where it was, with the entries and certificates it had; other lines, such as `access to`, may
  /// now hold.
  package func restart(_ other: Options = Options()) throws {
    kill()
    options = Options(
      global: other.global, database: other.database, certificate: other.certificate ?? options.certificate,
      authority: other.authority ?? options.authority)
    let configuration = try folder.write("slapd.conf", Self.configuration(folder.path, options))
    process = try Self.start(
      configuration, folder,
      urls: ["ldap://127.0.0.1:\(port)"] + (options.certificate == nil ? [] : ["ldaps://127.0.0.1:\(securePort)"]))
    try waitUntilReady()
  }

  /// Makes the changes that a text says (RFC 2849), as the administrator.
  package func modify(_ changes: String) throws {
    let file = try folder.write("changes.ldif", changes)
    try Program.run(
      "/usr/bin/ldapmodify", package: "ldap-utils",
      ["-x", "-H", url, "-D", Self.administrator, "-w", Self.password, "-f", file])
  }

  private func signal(_ number: Int32) { Foundation.kill(process.processIdentifier, number) }

  /// Its own socket, which it opens last: on the port somebody else might answer, while this one died for want of it.
  private func waitUntilReady() throws {
    for _ in 0..<600 {
      if FreePort.isListening(socketPath) { return }
      guard process.isRunning else { break }
      usleep(20_000)
    }
    // A log that cannot be read leaves the reason unknown, not the failure.
    let log = (try? String(contentsOfFile: folder.path + "/log", encoding: .utf8)) ?? ""
    throw ProgramFailure(description: "slapd did not start: \(log.suffix(2000))")
  }

  private static func start(_ configuration: String, _ folder: TemporaryFolder, urls: [String]) throws -> Process {
    let socket = "ldapi://" + folder.path.replacingOccurrences(of: "/", with: "%2F") + "%2Fldapi"
    let log = try folder.write("log", "")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/sbin/slapd")
    process.arguments = ["-d", "0", "-f", configuration, "-h", (urls + [socket]).joined(separator: " ")]
    process.standardError = FileHandle(forWritingAtPath: log)
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private static func configuration(_ folder: String, _ options: Options) -> String {
    let schemas = ["core", "cosine", "inetorgperson"].map { "include /etc/ldap/schema/\($0).schema" }
    var lines = schemas + ["modulepath /usr/lib/ldap", "moduleload back_mdb", "sizelimit unlimited", "threads 4"]
    if let certificate = options.certificate {
      lines += ["TLSCertificateFile \(certificate.certificate)", "TLSCertificateKeyFile \(certificate.key)"]
    }
    if let authority = options.authority { lines += ["TLSCACertificateFile \(authority)"] }
    if tellsChanges { lines.append("moduleload syncprov") }
    lines += [
      options.global, "database mdb", "suffix \"\(suffix)\"", "rootdn \"\(administrator)\"", "rootpw \"\(password)\"",
      "directory \(folder)/db", "maxsize 1073741824", "dbnosync", options.database,
    ]
    if tellsChanges {
      lines += [
        "index entryUUID,entryCSN eq", "overlay syncprov", "syncprov-checkpoint 1 1", "syncprov-sessionlog 100",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
