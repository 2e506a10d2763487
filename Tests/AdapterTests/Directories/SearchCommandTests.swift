import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// The searches, shown so that a person can try them.
@Suite struct SearchCommandTests {
  @Test func `a search is shown as a command`() {
    let settings = LDAPSettings.test("ldaps://a.example", "ldaps://b.example") {
      $0.caFile = "/etc/my ca.pem"
      $0.bind = .simple(dn: "cn=O'Hara,dc=x", password: { "secret" })
      $0.bases = ["ou=a,dc=x", "ou=b b,dc=x"]
    }
    let request = ReadRequest(attributes: AttributeSet(["mail", "sn"]), filter: isPerson)
    #expect(
      LDAPDirectory(settings).searchCommands(request) == [
        #"LDAPTLS_CACERT='/etc/my ca.pem' ldapsearch -LLL -H 'ldaps://a.example ldaps://b.example' -x"#
          + #" -D 'cn=O'\''Hara,dc=x' -W -b ou=a,dc=x -s sub -E pr=1000/noprompt '(objectClass=inetOrgPerson)' mail sn"#,
        #"LDAPTLS_CACERT='/etc/my ca.pem' ldapsearch -LLL -H 'ldaps://a.example ldaps://b.example' -x"#
          + #" -D 'cn=O'\''Hara,dc=x' -W -b 'ou=b b,dc=x' -s sub -E pr=1000/noprompt '(objectClass=inetOrgPerson)' mail sn"#,
      ])
  }

  @Test func `the command finds what the program finds`() throws {
    let certificates = try Certificates()
    let folder = try TemporaryFolder()
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...30),
      .init(certificate: try certificates.sign("server", names: "IP:127.0.0.1")))
    let ways: [LDAPSettings] = [
      .test(slapd.url),
      .test(slapd.socketURL) { $0.bind = .external },
      .test(slapd.url) {
        $0.startTLS = true
        $0.caFile = certificates.authority.certificate
        $0.pageSize = 7
        $0.bind = .simple(dn: Slapd.administrator, password: { Slapd.password })
      },
    ]
    let passwordFile = try folder.write("password", Slapd.password + "\n")
    for var settings in ways {
      if case .simple = settings.bind { settings.passwordFile = passwordFile }
      let request = ReadRequest(attributes: AttributeSet(["uid"]), filter: isPerson)
      let command = try #require(LDAPDirectory(settings).searchCommands(request).first)
      let output = try Program.run("/bin/bash", package: "bash", ["-c", "unset LDAPNOINIT; " + command])
      #expect(output.split(separator: "\n").count { $0.hasPrefix("uid: ") } == 30, "\(command): \(output)")
    }
  }

  @Test func `a file is not searched`() {
    let directory = DirectoryKind.ldif(LDIFSettings(name: "fichier", path: "/x.ldif")).open()
    #expect(directory.searchCommands(ReadRequest(attributes: AttributeSet(["uid"]))).isEmpty)
    #expect(directory.name == "fichier")
  }
}
