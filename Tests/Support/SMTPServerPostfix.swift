import Foundation

/// A private Postfix on loopback: its own settings, queue and maildir, StartTLS under an authority of the tests' own,
/// and one account that may sign in. Needs root, as Postfix does.
package final class SMTPServerPostfix {
  package static let username = "navette"
  package static let password = "s3cret-très-long"

  package let port: Int
  /// Speaks TLS from the first byte.
  package let tlsPort: Int
  package let folder: String
  package let certificates: SMTPServerCertificates
  private let postfix: String

  /// - Parameter requiresSignIn: whether mail is taken only after AUTH.
  package init(requiresSignIn: Bool = false) throws {
    postfix = try SMTPServerPrograms.path("postfix", package: "postfix")
    folder = try SMTPServerPrograms.makeFolder("postfix")
    port = try SMTPServerPrograms.freePort()
    tlsPort = try SMTPServerPrograms.freePort()
    for name in ["etc", "etc/sasl", "queue", "data", "mail"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    certificates = try SMTPServerCertificates(in: folder)
    try writeMain(requiresSignIn: requiresSignIn)
    try writeMaster()
    try writeAccounts()
    try SMTPServerPrograms.run("/bin/chown", ["postfix", "\(folder)/data", "\(folder)/sasldb2"])
    try SMTPServerPrograms.run("/bin/chown", ["mail", "\(folder)/mail"])
    try SMTPServerPrograms.run(postfix, ["-c", "\(folder)/etc", "start"])
    try SMTPServerPrograms.waitForPort(port)
  }

  deinit {
    // Nothing can be done here about a Postfix that does not stop; the next one has a port and a folder of its own.
    _ = try? SMTPServerPrograms.run(postfix, ["-c", "\(folder)/etc", "stop"])
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The mails that were delivered.
  package func mails() throws -> [String] {
    let box = "\(folder)/mail/inbox/new"
    guard FileManager.default.fileExists(atPath: box) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: box).map {
      try String(contentsOfFile: "\(box)/\($0)", encoding: .utf8)
    }
  }

  /// Waits until as many mails were delivered, and returns them.
  package func mails(atLeast count: Int, seconds: Double = 60) throws -> [String] {
    let end = Date().addingTimeInterval(seconds)
    while Date() < end, try mails().count < count { Thread.sleep(forTimeInterval: 0.2) }
    return try mails()
  }

  private func writeMain(requiresSignIn: Bool) throws {
    let permit = requiresSignIn ? "permit_sasl_authenticated, reject" : "permit_mynetworks, reject"
    try """
    compatibility_level = 3.6
    queue_directory = \(folder)/queue
    data_directory = \(folder)/data
    command_directory = /usr/sbin
    daemon_directory = /usr/lib/postfix/sbin
    maillog_file = \(folder)/log
    maillog_file_prefixes = \(folder)
    myhostname = relay.valmont.example
    mydestination =
    mynetworks = 127.0.0.0/8
    inet_interfaces = 127.0.0.1
    inet_protocols = ipv4
    virtual_mailbox_domains = valmont.example
    virtual_mailbox_base = \(folder)/mail
    virtual_mailbox_maps = static:inbox/
    virtual_minimum_uid = 1
    virtual_uid_maps = static:8
    virtual_gid_maps = static:8
    smtpd_tls_cert_file = \(certificates.certificateFile)
    smtpd_tls_key_file = \(certificates.keyFile)
    smtpd_tls_security_level = may
    smtpd_tls_auth_only = yes
    smtpd_sasl_auth_enable = yes
    smtpd_sasl_path = smtpd
    smtpd_sasl_local_domain = valmont.example
    cyrus_sasl_config_path = \(folder)/etc/sasl
    smtpd_relay_restrictions = \(permit)
    smtpd_recipient_restrictions = check_recipient_access inline:{
      {unknown@valmont.example = 550 5.1.1 no such mailbox}
      {full@valmont.example = 452 4.2.2 mailbox full} }, \(permit)

    """.write(toFile: "\(folder)/etc/main.cf", atomically: true, encoding: .utf8)
  }

  /// The services of the distribution without those that listen, and with ours in their place.
  private func writeMaster() throws {
    let shipped = try String(contentsOfFile: "/usr/share/postfix/master.cf.dist", encoding: .utf8)
    let services = shipped.split(separator: "\n").filter { line in
      !line.hasPrefix("#") && !line.hasPrefix(" ") && !line.contains(" inet ") && !line.contains(" pipe")
    }.map { line in
      var columns = line.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
      columns[4] = "n"
      return columns.joined(separator: " ")
    }
    let ours = [
      "127.0.0.1:\(port) inet n - n - - smtpd",
      "127.0.0.1:\(tlsPort) inet n - n - - smtpd -o smtpd_tls_wrappermode=yes",
    ]
    try ((ours + services).joined(separator: "\n") + "\n")
      .write(toFile: "\(folder)/etc/master.cf", atomically: true, encoding: .utf8)
  }

  private func writeAccounts() throws {
    try """
    pwcheck_method: auxprop
    auxprop_plugin: sasldb
    sasldb_path: \(folder)/sasldb2
    mech_list: PLAIN LOGIN

    """.write(toFile: "\(folder)/etc/sasl/smtpd.conf", atomically: true, encoding: .utf8)
    let saslpasswd = try SMTPServerPrograms.path("saslpasswd2", package: "sasl2-bin libsasl2-modules-db")
    try SMTPServerPrograms.run(
      saslpasswd, ["-c", "-p", "-f", "\(folder)/sasldb2", "-u", "valmont.example", Self.username],
      input: Self.password)
  }
}
