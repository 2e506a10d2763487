import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Which of several servers is asked.
@Suite struct LDAPServersTests {
  private func failure(_ settings: LDAPSettings) -> DirectoryError? {
    do throws(DirectoryError) {
      _ = try LDAPDirectory(settings).collect(["uid"])
      return nil
    } catch {
      return error
    }
  }

  @Test func `a server that is not there is passed over`() throws {
    let dead = "ldap://127.0.0.1:\(try FreePort.find())"
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2))
    #expect(try LDAPDirectory(.test(dead, slapd.url)).collect(["uid"], filter: isPerson).entries.count == 2)
  }

  @Test(arguments: ["busy", "unavailable"])
  func `a server that cannot serve now is passed over`(play: String) throws {
    let peer = try ScriptedLDAP(play)
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2))
    #expect(try LDAPDirectory(.test(peer.url, slapd.url)).collect(["uid"], filter: isPerson).entries.count == 2)
    guard case .bindRefused(peer.url, "anonymous", let result) = failure(.test(peer.url)) else {
      Issue.record("not refused")
      return
    }
    #expect(result.name == play)
  }

  @Test func `a server that accepts and says nothing is passed over`() throws {
    let peer = try ScriptedLDAP("silent-bind")
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2))
    let settings = LDAPSettings.test(peer.url, slapd.url) { $0.connectTimeout = 1 }
    #expect(try LDAPDirectory(settings).collect(["uid"], filter: isPerson).entries.count == 2)
    let alone = LDAPSettings.test(peer.url) { $0.connectTimeout = 1 }
    #expect(failure(alone) == .timedOut(url: peer.url, base: nil, entries: 0, seconds: 1))
  }

  @Test func `a refused password is not tried on the next server`() throws {
    let first = try Slapd(ldif: Valmont.top)
    let second = try Slapd(ldif: Valmont.top)
    let settings = LDAPSettings.test(first.url, second.url) {
      $0.bind = .simple(dn: Slapd.administrator, password: { "faux" })
    }
    guard case .bindRefused(first.url, "simple", _) = failure(settings) else {
      Issue.record("not refused by the first")
      return
    }
  }

  @Test func `when no server is there, each is named with its reason`() throws {
    let dead = "ldap://127.0.0.1:\(try FreePort.find())"
    let unknown = "ldap://no-such-host.invalid"
    let socket = "ldapi://%2Fnonexistent%2Fldapi"
    guard case .unreachable(let attempts) = failure(.test(dead, unknown, socket)) else {
      Issue.record("reached")
      return
    }
    #expect(attempts.map(\.url) == [dead, unknown, socket])
    #expect(attempts[0].detail == "Connection refused")
    #expect(!attempts[1].detail.isEmpty)
    #expect(attempts[2].detail == "No such file or directory")
  }

  @Test func `an address that is not LDAP is refused by name`() {
    #expect(failure(.test("http://ldap.example")) == .unsupported(detail: "http://ldap.example"))
  }

  @Test(arguments: [
    ("ldap://h", "h", 389), ("LDAPS://h/", "h", 636), ("ldap://[::1]:3389", "::1", 3389), ("ldap://h:1", "h", 1),
    ("ldapi://%2Frun%2Fldapi", "/run/ldapi", 0),
  ])
  func `an address is taken apart`(text: String, host: String, port: Int) {
    let url = LDAPServerURL(text)
    #expect(url?.host == host)
    #expect(url?.port == port)
  }

  @Test(arguments: [
    "", "h", "ldap://", "ldap://:1", "ldap://h:x", "ldap://h:0", "ldap://h/dc=x", "ldapi://x", "ldap://[::1",
  ])
  func `an address that is none is not taken`(text: String) { #expect(LDAPServerURL(text) == nil) }

  @Test(arguments: [
    ("ldap://localhost", true), ("ldap://ldap.localhost", true), ("ldap://127.0.0.9", true), ("ldap://[::1]", true),
    ("ldapi://%2Fx", true),
    ("ldap://127.0.0.1.example", false), ("ldap://10.0.0.1", false), ("ldap://localhost.example", false),
    ("ldap://notlocalhost", false),
  ])
  func `only this machine is local`(text: String, expected: Bool) { #expect(LDAPServerURL(text)?.isLocal == expected) }
}
