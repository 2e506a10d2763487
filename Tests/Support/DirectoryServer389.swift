import Foundation

/// A private 389 Directory Server on loopback, with its own database; gone with its owner.
///
/// It gives its entries what it gives everywhere: `nsUniqueId`, `entryUUID`, and rights to nobody until an `aci` says so.
package final class DirectoryServer389: PrivateDirectory, @unchecked Sendable {
  package static let suffix = "dc=valmont,dc=example"
  package static let administrator = "cn=Directory Manager"
  package static let password = "tres secret"
  static let package = "389-ds-base"

  /// Whether scenarios that begin with a slapd are given one of these instead.
  @TaskLocal package static var standsIn = false

  package let port: Int
  package let folder: TemporaryFolder
  package private(set) var process: ServerProcess
  /// A name that no other has: by it the server calls a semaphore of the whole machine.
  private let name: String

  package var url: String { "ldap://127.0.0.1:\(port)" }
  package var secureURL: String { "ldaps://127.0.0.1:9" }
  package var socketURL: String { "ldapi://" + socketPath.replacing("/", with: "%2F") }
  package var administratorName: String { Self.administrator }
  package var administratorPassword: String { Self.password }
  private var socketPath: String { "\(folder.path)/run/slapd-\(name).socket" }

  /// Starts it and adds what is in `ldif` but for what the server gives by itself; returns when all is there.
  ///
  /// What its Retro Changelog, of which content synchronisation tells, is like.
  package enum Changelog: Sendable {
    /// It names the entries that changed.
    case naming
    /// It does not, as the plug-in is until somebody sets it up.
    case nameless
  }

  /// - Parameters:
  ///   - tellsChanges: whether it has the plug-ins that tell what changed (RFC 4533).
  ///   - changelog: what the second of them is like, if so.
  package init(ldif: String = "", tellsChanges: Bool = false, changelog: Changelog = .naming) throws {
    folder = try TemporaryFolder()
    name = String(UUID().uuidString.prefix(8))
    port = try FreePort.find()
    try DirectoryServer389Template.made.get().copy(to: folder.path)
    try DirectoryServer389Template.settle(
      in: folder.path, name: name, port: port, changelog: tellsChanges ? changelog : nil)
    process = try Self.start(folder.path, name)
    try waitUntilReady()
    if !ldif.isEmpty { try change(Self.withoutItsOwn(ldif)) }
  }

  deinit {
    process.kill()
    forget()
  }

  /// Ends it in good order and starts it where it was, after the change records in `lines`.
  package func restart(_ lines: String = "") throws {
    if !lines.isEmpty { try change(lines) }
    process.stop()
    forget()
    process = try Self.start(folder.path, name)
    try waitUntilReady()
  }

  /// Takes its entries out, has them changed, and fills it with them anew, as is done when a database is restored.
  package func importAgain(_ change: (String) -> String) throws {
    process.stop()
    forget()
    let file = folder.path + "/entries.ldif"
    let database = ["-D", "\(folder.path)/etc/dirsrv/slapd-\(name)", "-n", "userroot"]
    try Program.run("/usr/sbin/ns-slapd", package: Self.package, ["db2ldif"] + database + ["-a", file])
    let entries = try String(contentsOfFile: file, encoding: .utf8)
    try change(entries).write(toFile: file, atomically: true, encoding: .utf8)
    try Program.run("/usr/sbin/ns-slapd", package: Self.package, ["ldif2db"] + database + ["-i", file])
    process = try Self.start(folder.path, name)
    try waitUntilReady()
  }

  /// Lets everybody read everybody, and be told what changed, as a slapd does that was told nothing.
  package func open() throws {
    try grant(["*", "entryUUID", "nsUniqueId", "nsAccountLock"], below: Self.suffix, to: "anyone")
    try grant(["*"], below: "oid=1.3.6.1.4.1.4203.1.9.1.1,cn=features,cn=config", to: "anyone")
  }

  /// Lets somebody read attributes of what is below an entry, and search by them.
  package func grant(_ attributes: [String], below base: String, to dn: String) throws {
    let rule =
      "(targetattr=\"\(attributes.joined(separator: " || "))\")(version 3.0; acl \"\(attributes.joined(separator: " "))\"; "
      + "allow (read, search, compare) userdn=\"ldap:///\(dn)\";)"
    try change("dn: \(base)\nchangetype: modify\nadd: aci\naci: \(rule)\n")
  }

  /// Takes away the semaphore of one that had no time to do so.
  private func forget() {
    // One that ended in good order has done it.
    try? FileManager.default.removeItem(atPath: "/dev/shm/sem.slapd-\(name).stats")
  }

  private static func start(_ folder: String, _ name: String) throws -> ServerProcess {
    try ServerProcess(
      "/usr/sbin/ns-slapd", package: package,
      ["-D", "\(folder)/etc/dirsrv/slapd-\(name)", "-i", "\(folder)/run/pid", "-d", "0"], log: "\(folder)/log")
  }

  private func waitUntilReady() throws {
    try process.waitUntilReady { FreePort.isListening(socketPath) && FreePort.isListening(port) }
  }

  /// Entries as others can add them: the identifiers are the server's to give, and the suffix is there.
  private static func withoutItsOwn(_ ldif: String) -> String {
    let entries = ldif.replacing("\n ", with: "").components(separatedBy: "\n\n").map { entry in
      entry.split(separator: "\n").filter { !$0.hasPrefix("nsUniqueId:") && !$0.hasPrefix("#") }
        .joined(separator: "\n").replacing(/nsUniqueId=[^+,]*\+/, with: "")
    }
    return entries.filter { !$0.isEmpty && !$0.hasPrefix("dn: \(suffix)\n") }.joined(separator: "\n\n") + "\n"
  }
}
