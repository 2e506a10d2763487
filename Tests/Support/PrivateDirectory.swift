import Foundation

/// A directory server of a test's own, on loopback, in a folder that goes with it.
package protocol PrivateDirectory: AnyObject {
  /// Where it is reached in clear, over TLS (if it has a certificate), and in the file system.
  var url: String { get }
  var secureURL: String { get }
  var socketURL: String { get }
  var port: Int { get }
  /// Who may do everything, and the password for it.
  var administratorName: String { get }
  var administratorPassword: String { get }
  var folder: TemporaryFolder { get }
  var process: ServerProcess { get }

  /// Starts it again where it was, with the entries it had; `lines` of its own settings hold from now on.
  func restart(_ lines: String) throws
}

extension PrivateDirectory {
  /// Ends it at once, in the middle of whatever it does.
  package func kill() { process.kill() }

  /// Stops it where it is: connections stay, nothing answers.
  package func freeze() { process.send(SIGSTOP) }

  /// Lets a frozen one go on.
  package func thaw() { process.send(SIGCONT) }

  /// Applies change records (RFC 2849) as the administrator; records that say no change are added.
  package func change(_ records: String) throws {
    let file = try folder.write("changes.ldif", records)
    try Program.run(
      "/usr/bin/ldapmodify", package: "ldap-utils",
      ["-a", "-x", "-H", url, "-D", administratorName, "-w", administratorPassword, "-e", "relax", "-f", file])
  }

  /// Replaces an attribute's values; none takes the attribute away.
  package func set(_ attribute: String, of dn: String, to values: String...) throws {
    let lines = values.map { Self.line(attribute, $0) }
    try change((Self.opening(dn, "modify") + ["replace: \(attribute)"] + lines).joined(separator: "\n") + "\n")
  }

  /// Deletes an entry that has none below it.
  package func delete(_ dn: String) throws {
    try change(Self.opening(dn, "delete").joined(separator: "\n") + "\n")
  }

  /// Gives an entry another relative name, and takes the value of the former one away.
  package func rename(_ dn: String, to relativeName: String) throws {
    let lines = [Self.line("newrdn", relativeName), "deleteoldrdn: 1"]
    try change((Self.opening(dn, "moddn") + lines).joined(separator: "\n") + "\n")
  }

  /// Puts an entry, with all that is below it, below another one.
  package func move(_ dn: String, below parent: String) throws {
    let lines = [Self.line("newrdn", Self.relativeName(of: dn)), "deleteoldrdn: 1", Self.line("newsuperior", parent)]
    try change((Self.opening(dn, "moddn") + lines).joined(separator: "\n") + "\n")
  }

  private static func opening(_ dn: String, _ kind: String) -> [String] { [line("dn", dn), "changetype: \(kind)"] }

  /// In base 64, so that any value will do.
  private static func line(_ name: String, _ value: String) -> String {
    "\(name):: \(Data(value.utf8).base64EncodedString())"
  }

  /// What stands before the first comma that is not escaped (RFC 4514 §2.4).
  private static func relativeName(of dn: String) -> String {
    var isEscaped = false
    return String(
      dn.prefix { character in
        let ends = character == "," && !isEscaped
        isEscaped = character == "\\" && !isEscaped
        return !ends
      })
  }
}
