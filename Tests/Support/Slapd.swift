import Foundation

/// A private OpenLDAP server on loopback, with its own database; gone with its owner.
package final class Slapd: PrivateDirectory, @unchecked Sendable {
  package static let suffix = "dc=valmont,dc=example"
  package static let administrator = "cn=admin,dc=valmont,dc=example"
  package static let password = "tres secret"

  /// Whether servers that are started tell what changed (RFC 4533), without being asked to by their lines.
  @TaskLocal package static var tellsChanges = false

  package let port: Int
  package let securePort: Int
  package let folder: TemporaryFolder
  package private(set) var process: ServerProcess
  private var options: Options

  package var administratorName: String { Self.administrator }
  package var administratorPassword: String { Self.password }

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

  deinit { process.kill() }

  /// - Parameter lines: of slapd.conf, of the database.
  package func restart(_ lines: String) throws { try restart(Options(database: lines)) }

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

  /// Its own socket, which it opens last: on the port somebody else might answer, while this one died for want of it.
  private func waitUntilReady() throws { try process.waitUntilReady { FreePort.isListening(socketPath) } }

  private static func start(_ configuration: String, _ folder: TemporaryFolder, urls: [String]) throws -> ServerProcess {
    let socket = "ldapi://" + folder.path.replacingOccurrences(of: "/", with: "%2F") + "%2Fldapi"
    return try ServerProcess(
      "/usr/sbin/slapd", package: "slapd",
      ["-d", "0", "-f", configuration, "-h", (urls + [socket]).joined(separator: " ")], log: folder.path + "/log")
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
