import Foundation

/// The folder of a domain as `samba-tool domain provision` makes it, with an account for the program under test.
enum SambaDomainTemplate {
  /// Made once; whoever comes meanwhile waits.
  static let made = Result {
    try ServerTemplate("samba", package: "samba-ad-dc", recipe: "1\n" + provision + arguments.joined() + entries) {
      try make(in: $0)
    }
  }

  /// `samba-tool` without the rights of Windows on files that no test has: they ask for root, and for a file system that keeps
  /// them, which those of containers need not.
  private static let provision = """
    import sys
    import samba.provision
    from samba.netcmd.main import cmd_sambatool
    samba.provision.setsysvolacl = lambda *arguments, **options: None
    samba.provision.checksysvolacl = lambda *arguments, **options: None
    sys.exit(cmd_sambatool()._run("samba-tool", "domain", "provision", *sys.argv[1:]))
    """

  /// With the DNS zones, which every domain of Active Directory keeps below its own entry.
  private static let arguments = [
    "--realm=\(SambaDomain.realm)", "--domain=VALMONT", "--server-role=dc", "--adminpass=\(SambaDomain.password)",
    "--dns-backend=SAMBA_INTERNAL", "--host-name=dc1", "--host-ip=127.0.0.10", "-s", "/dev/null",
    "--option=interfaces=127.0.0.10/8", "--option=bind interfaces only=yes",
  ]

  /// Passwords that never end; the host's name for tickets; a place for services and the account there.
  private static let entries = """
    dn: \(SambaDomain.suffix)
    changetype: modify
    replace: maxPwdAge
    maxPwdAge: -9223372036854775808

    dn: CN=DC1,OU=Domain Controllers,\(SambaDomain.suffix)
    changetype: modify
    add: servicePrincipalName
    servicePrincipalName: ldap/\(SambaDomain.host)

    dn: OU=services,\(SambaDomain.suffix)
    changetype: add
    objectClass: organizationalUnit

    dn: CN=navette,OU=services,\(SambaDomain.suffix)
    changetype: add
    objectClass: user
    sAMAccountName: navette
    userPrincipalName: \(SambaDomain.account)
    userAccountControl: 66048
    clearTextPassword:: \(Data(SambaDomain.accountPassword.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }).base64EncodedString())

    """

  private static func make(in folder: String) throws {
    try Program.run(
      "/usr/bin/python3", package: SambaDomain.package, ["-c", provision, "--targetdir=\(folder)"] + arguments)
    let file = folder + "/entries.ldif"
    try entries.write(toFile: file, atomically: true, encoding: .utf8)
    try Program.run("/usr/bin/ldbmodify", package: "ldb-tools", ["-H", folder + "/private/sam.ldb", file])
  }

  private static let joining = provision.replacing("\"provision\"", with: "\"join\"")

  /// Makes a second controller of the first one's domain, as `samba-tool` does; nothing is told by a DNS.
  static func join(_ first: SambaDomain, in folder: String) throws {
    let surroundings = try first.surroundings().map { "\($0.key)=\($0.value)" }
    try Program.run(
      "/usr/bin/env", package: "coreutils",
      surroundings + [
        "/usr/bin/python3", "-c", joining, "valmont.example", "DC", "--server=\(SambaDomain.host)",
        "--username=administrator", "--password=\(SambaDomain.password)", "--dns-backend=NONE",
        "--targetdir=\(folder)", "--realm=\(SambaDomain.realm)", "--option=workgroup=VALMONT",
        "--option=netbios name=DC2", "--option=interfaces=\(first.address)/8", "--option=bind interfaces only=yes",
        "-s", "/dev/null",
      ])
  }

  /// Writes smb.conf for a copy: all it keeps is below its folder, and it is on one address alone.
  ///
  /// A simple bind in clear is let in unless `lines` say otherwise; those come last.
  static func writeSettings(in folder: String, address: String, _ lines: [String]) throws {
    let own = """
      [global]
      netbios name = DC1
      realm = \(SambaDomain.realm)
      workgroup = VALMONT
      server role = active directory domain controller
      interfaces = \(address)/8
      bind interfaces only = yes
      server services = ldap kdc
      dcerpc endpoint servers =
      disable netbios = yes
      ldap server require strong auth = no
      lock directory = \(folder)
      state directory = \(folder)/state
      cache directory = \(folder)/cache
      private dir = \(folder)/private
      binddns dir = \(folder)/bind-dns
      pid directory = \(folder)/run
      ncalrpc dir = \(folder)/run/ncalrpc
      winbindd socket directory = \(folder)/run/winbindd
      ntp signd socket directory = \(folder)/run/ntp_signd
      log file = \(folder)/log.%m

      """
    try FileManager.default.createDirectory(atPath: folder + "/run", withIntermediateDirectories: true)
    try (own + lines.joined(separator: "\n") + "\n").write(
      toFile: folder + "/etc/smb.conf", atomically: true, encoding: .utf8)
  }

  /// Writes where programs find the domain's host by its name, and where they get tickets.
  static func writeNames(in folder: String, address: String) throws {
    try "\(address) \(SambaDomain.host) valmont.example\n127.0.0.1 localhost\n".write(
      toFile: folder + "/hosts", atomically: true, encoding: .utf8)
    try """
    [libdefaults]
    default_realm = \(SambaDomain.realm)
    dns_lookup_kdc = false
    dns_lookup_realm = false
    [realms]
    \(SambaDomain.realm) = {
      kdc = \(address)
    }

    """.write(toFile: folder + "/krb5.conf", atomically: true, encoding: .utf8)
  }
}
