import Directories
import Foundation
import Provisioning
import TestSupport
import Testing

/// A read is whole or it is an error.
@Suite struct LDAPFailureTests {
  private func failure(
    _ settings: LDAPSettings, attributes: [String] = ["uid"], isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) -> DirectoryError? {
    do throws(DirectoryError) {
      _ = try LDAPDirectory(settings, isInterrupted: isInterrupted).collect(attributes, filter: isPerson)
      return nil
    } catch {
      return error
    }
  }

  private func searchFailure(_ error: DirectoryError?) -> (base: String, entries: Int, result: LDAPResult)? {
    guard case .searchFailed(_, let base, let entries, let result) = error else { return nil }
    return (base, entries, result)
  }

  @Test(arguments: [0, 10, 1000])
  func `a size limit is a failure, not a result`(pageSize: Int) throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...100),
      .init(database: "limits * size.soft=25 size.hard=25 size.prtotal=25"))
    let failed = searchFailure(failure(.test(slapd.url) { $0.pageSize = pageSize }))
    #expect(failed?.result.code == 4)
    #expect(failed?.result.name == "sizeLimitExceeded")
    #expect(failed.map { $0.entries <= 25 } == true)
  }

  @Test func `a page larger than the server allows is a failure`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...100), .init(database: "limits * size.pr=10 size.prtotal=unlimited"))
    #expect(searchFailure(failure(.test(slapd.url) { $0.pageSize = 50 }))?.result.code != 0)
    let small = LDAPSettings.test(slapd.url) { $0.pageSize = 10 }
    #expect(failure(small) == nil)
  }

  @Test func `paging that is forbidden is a failure`() throws {
    let slapd = try Slapd(
      ldif: Valmont.top + Valmont.people(1...100), .init(database: "limits * size.prtotal=disabled"))
    #expect(searchFailure(failure(.test(slapd.url)))?.result.code != 0)
  }

  @Test(arguments: [1, 3, 4, 11, 51, 52, 53, 80])
  func `any end but success is a failure with the server's own code and the entries so far`(code: Int) throws {
    let peer = try ScriptedLDAP("code-\(code)")
    let failed = searchFailure(failure(.test(peer.url)))
    #expect(failed?.result.code == code)
    #expect(failed?.result.message == "as told")
    #expect(failed?.entries == 3)
    #expect(failed?.base == Valmont.responsables)
  }

  @Test func `a base that is not there is a failure, also the second of two`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3))
    let missing = "ou=nulle-part,dc=valmont,dc=example"
    let failed = searchFailure(failure(.test(slapd.url) { $0.bases = [Valmont.responsables, missing] }))
    #expect(failed?.base == missing)
    #expect(failed?.entries == 0)
    #expect(failed?.result.name == "noSuchObject")
  }

  @Test func `a referral is a failure that says where to`() throws {
    let slapd = try Slapd(ldif: Valmont.top, .init(global: "referral ldap://other.example"))
    let error = failure(.test(slapd.url) { $0.bases = ["dc=ailleurs,dc=example"] })
    guard case .referral(_, let base, let to) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(base == "dc=ailleurs,dc=example")
    #expect(to.first?.hasPrefix("ldap://other.example") == true)
  }

  @Test func `a search reference among the entries is a failure that says where to`() throws {
    let reference = """
      dn: ou=ecole,\(Valmont.responsables)
      objectClass: referral
      objectClass: extensibleObject
      ou: ecole
      ref: ldap://ecole.example/ou=ecole,dc=ecole


      """
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3) + reference)
    guard case .referral(_, Valmont.responsables, let to) = failure(.test(slapd.url)) else {
      Issue.record("no referral")
      return
    }
    #expect(to.first?.hasPrefix("ldap://ecole.example/") == true)
  }

  @Test func `a server that is killed in the middle of a read is a lost connection`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...20000))
    let directory = LDAPDirectory(.test(slapd.url) { $0.pageSize = 500 })
    var count = 0
    do throws(DirectoryError) {
      _ = try directory.read(ReadRequest(attributes: AttributeSet(["uid"]), filter: isPerson), anew: {}) { _ in
        count += 1
        if count == 100 { slapd.kill() }
      }
      Issue.record("a killed server gave a whole read")
    } catch {
      guard case .connectionLost(slapd.url, Valmont.responsables, let entries, _) = error else { throw error }
      #expect(entries == count)
      #expect(entries < 20000)
    }
  }

  @Test func `a server that falls silent is waited for no longer than said`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...2000))
    let directory = LDAPDirectory(
      .test(slapd.url) {
        $0.pageSize = 100
        $0.idleTimeout = 1
      })
    do throws(DirectoryError) {
      _ = try directory.read(ReadRequest(attributes: AttributeSet(["uid"])), anew: {}) { _ in slapd.freeze() }
      Issue.record("a silent server gave a whole read")
    } catch {
      guard case .timedOut(slapd.url, Valmont.responsables, _, 1) = error else { throw error }
    }
  }

  @Test func `the receiver of the entries can end the read with an error of its own`() throws {
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...20))
    #expect(throws: DirectoryError.unsupported(detail: "enough")) {
      try LDAPDirectory(.test(slapd.url)).read(ReadRequest(attributes: AttributeSet(["uid"])), anew: {}) {
        (_) throws(DirectoryError) in throw .unsupported(detail: "enough")
      }
    }
  }

  @Test func `an operator who stops the run is heard while the server is silent`() throws {
    let slapd = try Slapd(ldif: Valmont.top)
    slapd.freeze()
    let start = ContinuousClock.now
    let error = failure(
      .test(slapd.url) {
        $0.connectTimeout = 20
        $0.idleTimeout = 20
      },
      isInterrupted: { start.duration(to: .now) > .milliseconds(300) })
    #expect(error == .interrupted)
    #expect(start.duration(to: .now) < .seconds(3))
  }
}
