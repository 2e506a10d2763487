import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// Servers that do not do as the protocol says; played by a script, since real ones do it only on bad days.
@Suite struct LDAPFaultyPeerTests {
  private func read(_ play: String, idleTimeout: Int = 20) throws -> Result<Int, DirectoryError> {
    let peer = try ScriptedLDAP(play)
    let settings = LDAPSettings.test(peer.url) {
      $0.pageSize = 10
      $0.idleTimeout = idleTimeout
    }
    do throws(DirectoryError) {
      return .success(try LDAPDirectory(settings).collect(["cn"]).entries.count)
    } catch {
      return .failure(error)
    }
  }

  @Test(arguments: [("ignores-paging", 25), ("some-empty-pages", 5), ("same-cookie-three-pages", 30), ("plain", 3)])
  func `unusual answers that are whole are taken for whole`(play: String, expected: Int) throws {
    #expect(try read(play).get() == expected)
  }

  @Test(arguments: ["same-page", "two-pages-in-turn", "empty-pages"])
  func `a cookie for ever is noticed`(play: String) throws {
    guard case .failure(.pagingLoop) = try read(play) else {
      Issue.record("not noticed")
      return
    }
  }

  @Test func `a server that forgets the paging in the middle is not believed`() throws {
    guard case .failure(.malformed) = try read("forgets-paging") else {
      Issue.record("believed")
      return
    }
  }

  @Test func `a refused cookie is a failure with the entries so far`() throws {
    guard case .failure(.searchFailed(_, _, 10, let result)) = try read("cookie-refused") else {
      Issue.record("no failure")
      return
    }
    #expect(result.message == "paged results cookie is invalid")
  }

  @Test func `a reference between entries is a failure`() throws {
    guard case .failure(.referral(_, _, ["ldap://other.example/dc=x"])) = try read("reference") else {
      Issue.record("no referral")
      return
    }
  }

  @Test func `a message that stops half-way is waited for no longer than said`() throws {
    guard case .failure(.timedOut(_, _, 3, 1)) = try read("half-a-message", idleTimeout: 1) else {
      Issue.record("no time-out")
      return
    }
  }

  @Test func `a slow line is not a silent one`() throws {
    #expect(try read("trickle", idleTimeout: 2).get() == 1)
  }

  @Test(arguments: ["cut-short", "notice"])
  func `a connection that ends before the search does is lost`(play: String) throws {
    guard case .failure(.connectionLost(_, Valmont.responsables, _, _)) = try read(play) else {
      Issue.record("not lost")
      return
    }
  }

  @Test func `what is not LDAP is a failure`() throws {
    switch try read("rubbish") {
    case .failure(.malformed), .failure(.connectionLost): break
    case let other: Issue.record("\(other)")
    }
  }

  @Test func `a name that is not text is repaired`() throws {
    let peer = try ScriptedLDAP("name-not-text")
    #expect(try LDAPDirectory(.test(peer.url)).collect(["cn"]).entries.map(\.dn) == ["uid=\u{fffd}1,dc=x"])
  }
}
