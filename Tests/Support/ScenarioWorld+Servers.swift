import Foundation

extension ScenarioWorld {
  /// Starts a slapd that has a certificate, and puts what a client may need of it into the folder: `ca.pem`,
  /// `other-ca.pem`, and `client.pem` with `client.key` for `cn=navette`.
  func startDirectory(_ ldif: String, certificateFor name: String, days: Int = 30, _ lines: String) throws {
    let certificates = try Certificates()
    let own = try certificates.sign("client", subject: "/CN=navette", names: "DNS:navette")
    try copy(own.certificate, to: "client.pem")
    try copy(own.key, to: "client.key")
    try copy(certificates.authority.certificate, to: "ca.pem")
    try copyAnotherAuthority()
    let parts = Self.parts(of: lines)
    directory = try Slapd(
      ldif: sample(ldif),
      .init(
        global: parts.global, database: parts.database,
        certificate: certificates.sign("server", names: Self.subject(name), days: days),
        authority: folder.path + "/ca.pem"))
  }

  /// Starts a domain of Active Directory, which the runs then know by its host's name; the folder has `ca.pem`, and the
  /// password of the domain's account in `ldap-password`.
  func startDomain(_ ldif: String, _ lines: String, makesCertificate: Bool) throws {
    let domain = try SambaDomain(ldif: sample(ldif), lines, makesCertificate: makesCertificate)
    directory = domain
    try copy(domain.folder.path + (makesCertificate ? "/private/tls/ca.pem" : "/ca.pem"), to: "ca.pem")
    _ = try folder.write("ldap-password", SambaDomain.accountPassword + "\n")
    environment.merge(try domain.surroundings()) { $1 }
  }

  /// Starts a Postfix with TLS; its authority is in `relay-ca.pem`, its account's password in `relay-password`.
  func startPostfix(requiresSignIn: Bool) throws {
    let postfix = try SMTPServerPostfix(requiresSignIn: requiresSignIn)
    self.postfix = postfix
    try copy(postfix.certificates.caFile, to: "relay-ca.pem")
    try copyAnotherAuthority()
    _ = try folder.write("relay-password", SMTPServerPostfix.password + "\n")
  }

  /// Starts a PostgreSQL as an administrator has one: commands find it by themselves, `sudo -u postgres` makes whoever types it
  /// its administrator, and who signs in as `navette_service` or `navette_admin` has to know a password. `grants.sql` is in the
  /// folder.
  func startServerOfItsOwn() throws {
    let server = try PostgresServer(access: ["local all navette_service,navette_admin scram-sha-256"])
    administered = server
    environment.merge(["PGHOST": server.folder.path, "PGPORT": "\(server.port)", "LC_ALL": "C.UTF-8"]) { $1 }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
    try copy(root + "/deploy/grants.sql", to: "grants.sql")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/.bin", withIntermediateDirectories: true)
    let sudo = try folder.write(".bin/sudo", "#!/bin/sh\nshift 2\nPGUSER=postgres exec \"$@\"\n")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: sudo)
  }

  func startedPostfix() throws -> SMTPServerPostfix {
    guard let postfix else { throw ScenarioFailure("there is no Postfix: begin with `given a Postfix`") }
    return postfix
  }

  /// Lines of slapd.conf, apart: what slapd wants before the database, and what belongs to it.
  static func parts(of lines: String) -> (global: String, database: String) {
    let isGlobal: (Substring) -> Bool = { $0.hasPrefix("TLS") || $0.hasPrefix("authz-") || $0.hasPrefix("security") }
    let all = lines.split(separator: "\n", omittingEmptySubsequences: false)
    return (all.filter(isGlobal).joined(separator: "\n"), all.filter { !isGlobal($0) }.joined(separator: "\n"))
  }

  /// A subject alternative name (RFC 5280 §4.2.1.6).
  private static func subject(_ name: String) -> String {
    (name.allSatisfy { $0.isNumber || $0 == "." } ? "IP:" : "DNS:") + name
  }

  private func copyAnotherAuthority() throws {
    let other = try Certificates()
    try withExtendedLifetime(other) { try copy(other.authority.certificate, to: "other-ca.pem") }
  }

  private func copy(_ path: String, to name: String) throws {
    let target = folder.path + "/" + name
    // What a server of before left; there may be none.
    try? FileManager.default.removeItem(atPath: target)
    try FileManager.default.copyItem(atPath: path, toPath: target)
  }
}
