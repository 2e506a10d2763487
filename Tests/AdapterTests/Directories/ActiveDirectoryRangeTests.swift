import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Directories

/// Attributes of more values than a domain controller gives at once. Samba gives them all unless it is asked for a part.
@Suite struct ActiveDirectoryRangeTests {
  private static let person = "CN=Ada Lenoir,OU=responsables,\(SambaDomain.suffix)"
  private static let addresses = (0..<25).map { "smtp:a\($0)@valmont.example" }

  private static func domain() throws -> SambaDomain {
    let ldif = """
      dn: OU=responsables,\(SambaDomain.suffix)
      objectClass: organizationalUnit

      dn: \(person)
      objectClass: user
      sn: Lenoir

      """
    return try SambaDomain(ldif: ldif + addresses.map { "proxyAddresses: \($0)\n" }.joined())
  }

  private static func settings(_ domain: SambaDomain) -> LDAPSettings {
    .test(domain.url) {
      $0.bases = [person]
      $0.bind = .simple(dn: SambaDomain.account, password: { SambaDomain.accountPassword })
    }
  }

  @Test func `the rest of the values is asked for, and what came is kept`() throws {
    let domain = try Self.domain()
    let connection = try LDAPDirectory(Self.settings(domain)).connect()
    for begun in [1, 10, 24] {
      var entry = DirectoryEntry(dn: Self.person, attributes: AttributeSet(["sn", "proxyAddresses"]))
      for address in Self.addresses.prefix(begun) { entry.append(Array(address.utf8), at: 1) }
      entry.truncated = [1]
      let whole = try connection.completed(entry, idleTimeout: 10)
      #expect(whole.truncated == [])
      #expect(whole.values(at: 1).map { String(decoding: $0, as: UTF8.self) } == Self.addresses)
    }
  }

  @Test func `a part that was asked for is a part, and its end is known`() throws {
    let domain = try Self.domain()
    let directory = LDAPDirectory(Self.settings(domain))
    for (name, values) in [
      ("proxyAddresses;range=0-9", Self.addresses.prefix(10)), ("proxyAddresses;range=20-*", Self.addresses.suffix(5)),
    ] {
      #expect(try directory.collect([name]).texts(name) == [Array(values)])
    }
  }
}
