import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Who the server is; never taken on trust.
@Suite struct LDAPEncryptionTests {
  private struct Setting {
    let certificates: Certificates
    let slapd: Slapd

    init(names: String = "IP:127.0.0.1", days: Int = 30) throws {
      certificates = try Certificates()
      let pair = try certificates.sign("server", names: names, days: days)
      slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3000), .init(certificate: pair))
    }

    func settings(startTLS: Bool, caFile: String? = nil) -> LDAPSettings {
      .test(startTLS ? slapd.url : slapd.secureURL) {
        $0.startTLS = startTLS
        $0.caFile = caFile ?? certificates.authority.certificate
      }
    }
  }

  private func failure(_ settings: LDAPSettings) -> DirectoryError.TLSFailure? {
    do throws(DirectoryError) {
      _ = try LDAPDirectory(settings).collect(["uid"])
      return nil
    } catch {
      guard case .tls(let url, let reason, _) = error, url == settings.urls[0] else { return nil }
      return reason
    }
  }

  @Test(arguments: [true, false])
  func `a certificate of a trusted authority for this host is accepted`(startTLS: Bool) throws {
    let setting = try Setting()
    let read = try LDAPDirectory(setting.settings(startTLS: startTLS)).collect(["uid", "mail"], filter: isPerson)
    #expect(read.entries.count == 3000)
  }

  @Test(arguments: [true, false])
  func `an authority that is not trusted is refused`(startTLS: Bool) throws {
    let other = try Certificates()
    let setting = try Setting()
    #expect(failure(setting.settings(startTLS: startTLS, caFile: other.authority.certificate)) == .unknownAuthority)
  }

  @Test(arguments: [true, false])
  func `a certificate for another host is refused`(startTLS: Bool) throws {
    let setting = try Setting(names: "DNS:ldap.valmont.example")
    #expect(failure(setting.settings(startTLS: startTLS)) == .wrongHostName)
  }

  @Test func `a certificate whose time is over is refused`() throws {
    let setting = try Setting(days: -1)
    #expect(failure(setting.settings(startTLS: false)) == .expired)
  }

  @Test func `without a file of authorities the system's are trusted, and ours is not among them`() throws {
    let setting = try Setting()
    let settings = LDAPSettings.test(setting.slapd.secureURL)
    #expect(failure(settings) == .unknownAuthority)
  }

  @Test func `a file of authorities that is missing or holds none is named`() throws {
    let folder = try TemporaryFolder()
    let setting = try Setting()
    #expect(failure(setting.settings(startTLS: false, caFile: folder.path + "/none.pem")) == .badCAFile)
    let empty = try folder.write("empty.pem", "nothing here\n")
    #expect(failure(setting.settings(startTLS: true, caFile: empty)) == .badCAFile)
  }

  @Test func `an own certificate that cannot be used is named`() throws {
    let setting = try Setting()
    var settings = setting.settings(startTLS: false)
    settings.clientCertificate = .init(certFile: "/nonexistent.pem", keyFile: "/nonexistent.key")
    #expect(failure(settings) == .badClientCertificate)
  }

  @Test func `a server that offers no encryption is not spoken to in clear`() throws {
    let peer = try ScriptedLDAP("plain")
    #expect(failure(.test(peer.url) { $0.startTLS = true }) == .notOffered)
    let slapd = try Slapd(ldif: Valmont.top)
    #expect(failure(.test(slapd.url) { $0.startTLS = true }) == .notOffered)
  }

  @Test func `a port of the other kind is told apart from a server that is not there`() throws {
    let setting = try Setting()
    let clear = setting.slapd.url.replacing("ldap:", with: "ldaps:")
    #expect(failure(.test(clear) { $0.caFile = setting.certificates.authority.certificate }) == .notOffered)
    let secure = setting.slapd.secureURL.replacing("ldaps:", with: "ldap:")
    do throws(DirectoryError) {
      _ = try LDAPDirectory(.test(secure)).collect(["uid"])
      Issue.record("read in clear where all is encrypted")
    } catch {
      guard case .bindRefused(secure, _, let result) = error else { throw error }
      #expect(result.code == 13)
    }
  }

  @Test func `a server that does not go on with the encryption is waited for no longer than said`() throws {
    let setting = try Setting()
    setting.slapd.freeze()
    var settings = setting.settings(startTLS: false)
    settings.connectTimeout = 1
    #expect(throws: DirectoryError.timedOut(url: setting.slapd.secureURL, base: nil, entries: 0, seconds: 1)) {
      try LDAPDirectory(settings).collect(["uid"])
    }
  }

  @Test func `the environment and the user's files have no say in what is trusted`() async throws {
    let setting = try Setting()
    let folder = try TemporaryFolder()
    _ = try folder.write(".ldaprc", "TLS_REQCERT never\nTLS_CACERT \(setting.certificates.authority.certificate)\n")
    _ = try folder.write("ldaprc", "TLS_REQCERT never\nBASE dc=elsewhere\nDEREF always\n")
    let url = setting.slapd.secureURL
    let home = folder.path
    let authority = setting.certificates.authority.certificate
    let result = await #expect(processExitsWith: .success) {
      [url = url as String, home = home as String, authority = authority as String] in
      setenv("HOME", home, 1)
      setenv("LDAPTLS_REQCERT", "never", 1)
      setenv("LDAPTLS_CACERT", authority, 1)
      setenv("LDAPRC", "ldaprc", 1)
      chdir(home)
      do throws(DirectoryError) {
        _ = try LDAPDirectory(.test(url)).collect(["uid"])
        exit(1)
      } catch {
        guard case .tls(_, .unknownAuthority, _) = error else { exit(2) }
      }
    }
    #expect(result != nil)
  }
}
