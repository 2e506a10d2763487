import Foundation

/// A private domain of Active Directory on an address of loopback of its own: a Samba that serves LDAP and Kerberos and
/// nothing else; gone with its owner.
///
/// It has an ordinary account for the program under test, and an authority whose certificate is `ca.pem` in its folder.
package final class SambaDomain: PrivateDirectory, @unchecked Sendable {
  package static let suffix = "DC=valmont,DC=example"
  package static let host = "dc1.valmont.example"
  package static let realm = "VALMONT.EXAMPLE"
  package static let administrator = "administrator@valmont.example"
  package static let password = "Tres-secret-1"
  /// An account without a right that others have not.
  package static let account = "navette@valmont.example"
  package static let accountPassword = "Lecture-2027-portail"
  static let package = "samba-ad-dc samba-ad-provision samba-dsdb-modules samba-vfs-modules ldb-tools"
  /// Kerberos, LDAP, changes of passwords, LDAPS, and the two of the global catalogue.
  private static let ports = [88, 389, 464, 636, 3268, 3269]

  package let address: String
  package let folder: TemporaryFolder
  package private(set) var process: ServerProcess

  package var url: String { "ldap://\(address)" }
  package var secureURL: String { "ldaps://\(address)" }
  package var socketURL: String { "ldapi://" + "\(folder.path)/private/ldapi".replacing("/", with: "%2F") }
  package var port: Int { 389 }
  package var administratorName: String { Self.administrator }
  package var administratorPassword: String { Self.password }
  /// Over TLS, if the certificate is for the address: signing in clear may have been forbidden.
  package var administratorPlace: [String] {
    let authority = folder.path + "/ca.pem"
    guard FileManager.default.fileExists(atPath: authority) else { return ["-H", url] }
    return ["-H", secureURL, "-o", "TLS_CACERT=\(authority)"]
  }

  /// Starts it and adds what is in `ldif` but for what the server gives by itself; returns when all is there.
  ///
  /// - Parameters:
  ///   - lines: of smb.conf, in its section `global`; they come last, and so have the last word.
  ///   - makesCertificate: whether Samba makes its own authority and certificate, for its host's name alone, which takes
  ///     it some seconds. The file to trust is then `private/tls/ca.pem`.
  package init(ldif: String = "", _ lines: String = "", makesCertificate: Bool = false) throws {
    folder = try TemporaryFolder()
    address = try FreePort.findAddress(ports: Self.ports)
    try SambaDomainTemplate.made.get().copy(to: folder.path)
    try SambaDomainTemplate.writeNames(in: folder.path, address: address)
    if !makesCertificate { try Self.writeCertificate(folder.path, address) }
    process = try Self.start(folder.path, address, lines, makesCertificate: makesCertificate)
    try waitUntilReady()
    if !ldif.isEmpty { try change(Self.withoutItsOwn(ldif)) }
  }

  /// Lines of smb.conf for a controller that others join.
  package static let joinable = """
    server services = ldap kdc rpc cldap drepl
    dcerpc endpoint servers = epmapper, drsuapi, lsarpc, netlogon, samr
    """

  /// A second controller, with all that the first has had until now and an invocation id of its own.
  ///
  /// - Parameters:
  ///   - first: started with `joinable`, and there.
  ///   - inPlace: the first is ended, and this one serves at its address, so that nobody sees a difference.
  package init(joining first: SambaDomain, inPlace: Bool) throws {
    folder = try TemporaryFolder()
    address = try inPlace ? first.address : FreePort.findAddress(ports: Self.ports)
    try SambaDomainTemplate.join(first, in: folder.path)
    try SambaDomainTemplate.writeNames(in: folder.path, address: address)
    try Self.writeCertificate(folder.path, address)
    if inPlace { first.kill() }
    process = try Self.start(folder.path, address, "netbios name = DC2", makesCertificate: false)
    try waitUntilReady()
  }

  deinit { process.kill() }

  package func restart(_ lines: String = "") throws {
    process.kill()
    process = try Self.start(
      folder.path, address, lines,
      makesCertificate: !FileManager.default.fileExists(atPath: folder.path + "/ca.pem"))
    try waitUntilReady()
  }

  /// What a program's environment needs to find it by its name, in LDAP and in Kerberos.
  package func surroundings() throws -> [String: String] {
    let folders = try FileManager.default.contentsOfDirectory(atPath: "/usr/lib").map { "/usr/lib/\($0)" }
    guard
      let library = folders.map({ $0 + "/libnss_wrapper.so" }).first(where: FileManager.default.fileExists(atPath:))
    else { throw MissingProgram(program: "libnss_wrapper.so", package: "libnss-wrapper") }
    return [
      "LD_PRELOAD": library, "NSS_WRAPPER_HOSTS": folder.path + "/hosts", "KRB5_CONFIG": folder.path + "/krb5.conf",
    ]
  }

  /// Writes the keys of an account to a file, by which a program signs in without a password (keytab).
  package func writeKeytab(_ path: String, of account: String) throws {
    try Program.run(
      "/usr/bin/samba-tool", package: Self.package,
      ["domain", "exportkeytab", path, "--principal=\(account)", "-s", folder.path + "/etc/smb.conf"])
  }

  /// Forbids an account to read an attribute, by its schemaIDGUID, of what is below an entry.
  package func deny(_ attribute: String, of base: String, to account: String) throws {
    let settings = folder.path + "/etc/smb.conf"
    let shown = try Program.run(
      "/usr/bin/samba-tool", package: Self.package, ["user", "show", account, "--attributes=objectSid", "-s", settings])
    let sid = shown.split(separator: "\n").first { $0.hasPrefix("objectSid: ") }.map { $0.dropFirst(11) } ?? ""
    try Program.run(
      "/usr/bin/samba-tool", package: Self.package,
      [
        "dsacl", "set", "--objectdn=\(base)", "--sddl=(OD;CI;RP;\(attribute);;\(sid))", "-s", settings, "-H",
        folder.path + "/private/sam.ldb",
      ])
  }

  private static func start(
    _ folder: String, _ address: String, _ lines: String, makesCertificate: Bool
  ) throws -> ServerProcess {
    let certificate = [("certfile", "server.pem"), ("keyfile", "server.key"), ("cafile", "ca.pem")].map {
      "tls \($0) = \(folder)/\($1)"
    }
    try SambaDomainTemplate.writeSettings(
      in: folder, address: address, (makesCertificate ? [] : certificate) + [lines])
    // One process, which is all there is to end.
    return try ServerProcess(
      "/usr/sbin/samba", package: package,
      ["-F", "-M", "single", "--no-process-group", "-s", "\(folder)/etc/smb.conf", "-d", "1", "--debug-stdout"],
      log: "\(folder)/log")
  }

  private func waitUntilReady() throws {
    try process.waitUntilReady { Self.ports.allSatisfy { FreePort.isListening($0, at: address) } }
  }

  private static func writeCertificate(_ folder: String, _ address: String) throws {
    let certificates = try Certificates()
    let own = try certificates.sign("server", subject: "/CN=\(host)", names: "DNS:\(host),IP:\(address)")
    for (path, name) in [
      (certificates.authority.certificate, "ca.pem"), (own.certificate, "server.pem"), (own.key, "server.key"),
    ] {
      try FileManager.default.copyItem(atPath: path, toPath: "\(folder)/\(name)")
    }
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder + "/server.key")
  }

  /// Entries as others can add them: the identifiers are the server's to give, the domain is there, and a moment that is
  /// none (in base 64) would not be taken.
  private static func withoutItsOwn(_ ldif: String) -> String {
    let own = ["objectGUID:", "sAMAccountType:", "isCriticalSystemObject:", "accountExpires::", "#"]
    let entries = ldif.replacing("\n ", with: "").components(separatedBy: "\n\n").map { entry in
      entry.split(separator: "\n").filter { line in !own.contains { line.hasPrefix($0) } }.joined(separator: "\n")
    }
    return entries.filter { !$0.isEmpty && !$0.hasPrefix("dn: \(suffix)\n") }.joined(separator: "\n\n") + "\n"
  }
}
