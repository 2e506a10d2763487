import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Who we say we are, and what the server makes of it.
@Suite struct LDAPBindTests {
  private static let peopleForMembers = Slapd.Options(
    global:
      #"authz-regexp "gidNumber=[0-9]+[+]uidNumber=[0-9]+,cn=peercred,cn=external,cn=auth" "cn=socket,dc=valmont,dc=example""#,
    database: "access to attrs=userPassword by anonymous auth by * none\naccess to * by users read by * none")

  private func bound(_ dn: String, _ password: String) -> LDAPSettings.Bind { .simple(dn: dn, password: { password }) }

  private func refusal(_ settings: LDAPSettings) -> LDAPResult? {
    do throws(DirectoryError) {
      _ = try LDAPDirectory(settings).collect(["uid"])
      return nil
    } catch {
      guard case .bindRefused(_, _, let result) = error else { return nil }
      return result
    }
  }

  @Test func `a name and its password open the directory`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2), Self.peopleForMembers)
    let settings = LDAPSettings.test(slapd.url) { $0.bind = bound(Slapd.administrator, Slapd.password) }
    #expect(try LDAPDirectory(settings).collect(["uid"], filter: isPerson).entries.count == 2)
  }

  @Test func `a wrong password is refused with the server's own code`() throws {
    let slapd = try Slapd(ldif: Valmont.top)
    let result = refusal(.test(slapd.url) { $0.bind = bound(Slapd.administrator, "faux") })
    #expect(result?.code == 49)
    #expect(result?.name == "invalidCredentials")
  }

  @Test func `an empty password is refused here, since servers take it for anonymous`() throws {
    let slapd = try Slapd(ldif: Valmont.top)
    #expect(refusal(.test(slapd.url) { $0.bind = bound(Slapd.administrator, "") })?.code == 48)
  }

  @Test func `a password never goes over a clear connection to another machine`() {
    let settings = LDAPSettings.test("ldap://192.0.2.1") { $0.bind = bound(Slapd.administrator, "x") }
    #expect(refusal(settings)?.name == "confidentialityRequired")
  }

  @Test func `the operating-system user is known over the local socket`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2), Self.peopleForMembers)
    let anonymous = LDAPSettings.test(slapd.socketURL)
    #expect(throws: DirectoryError.self) { try LDAPDirectory(anonymous).collect(["uid"]) }
    let known = LDAPSettings.test(slapd.socketURL) { $0.bind = .external }
    #expect(try LDAPDirectory(known).collect(["uid"], filter: isPerson).entries.count == 2)
  }

  @Test(arguments: [true, false])
  func `a client certificate is an identity`(startTLS: Bool) throws {
    let certificates = try Certificates()
    let own = try certificates.sign("client", subject: "/CN=navette", names: "DNS:navette")
    var options = Slapd.Options(
      global: "TLSVerifyClient demand", database: "access to * by dn.exact=\"cn=navette\" read by * none",
      certificate: try certificates.sign("server", names: "IP:127.0.0.1"), authority: certificates.authority.certificate
    )
    options.global += "\n"
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2), options)
    let settings = LDAPSettings.test(startTLS ? slapd.url : slapd.secureURL) {
      $0.startTLS = startTLS
      $0.caFile = certificates.authority.certificate
      $0.clientCertificate = .init(certFile: own.certificate, keyFile: own.key)
      $0.bind = .external
    }
    #expect(try LDAPDirectory(settings).collect(["uid"], filter: isPerson).entries.count == 2)
  }
}
