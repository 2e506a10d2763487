import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Directories

/// What a domain controller keeps beside its domain, and refers to in an answer about the whole of it.
@Suite struct PartitionTests {
  private static let domain = "DC=valmont,DC=example"

  @Test(arguments: [
    "CN=Configuration,DC=valmont,DC=example", "DC=DomainDnsZones,DC=valmont,DC=example",
    "dc=forestdnszones, dc=valmont, dc=example",
  ])
  func `nobody has an entry in the configuration and in the zones of DNS`(_ name: String) throws {
    #expect(try isWithoutPeople(name))
  }

  @Test(arguments: [
    // A domain below this one, even one that this server says it holds.
    "DC=ecole,DC=valmont,DC=example", "DC=DomainDnsZones,DC=ecole,DC=valmont,DC=example",
    "CN=Configuration,DC=ailleurs,DC=example", "OU=Configuration,DC=valmont,DC=example",
    "CN=Configuration+DC=x,DC=valmont,DC=example", "OU=responsables,DC=valmont,DC=example",
    "CN=Configuration,OU=responsables,DC=valmont,DC=example",
  ])
  func `any other name may be somebody's place`(_ name: String) throws {
    #expect(try !isWithoutPeople(name))
  }

  @Test func `a partition that the server does not hold is another server's`() throws {
    let name = try #require(DistinguishedName("CN=Configuration," + Self.domain))
    #expect(!Self.root(["namingContexts": [Self.domain]]).isPartitionWithoutPeople(name))
    #expect(!Self.root([:]).isPartitionWithoutPeople(name))
  }

  /// Only a domain controller says which of its contexts is which.
  @Test func `a server of another kind that has such a name has it for itself`() throws {
    let name = "DC=DomainDnsZones," + Self.domain
    let root = Self.root(["namingContexts": [Self.domain, name]])
    #expect(!root.isPartitionWithoutPeople(try #require(DistinguishedName(name))))
  }

  @Test(arguments: [
    "ldap://autre.example/DC=DomainDnsZones,\(domain)", "ldap://autre.example/CN=Configuration,\(domain)",
    "ldap://autre.example/",
  ])
  func `slapd's reference to such a name fails the read`(_ url: String) throws {
    let reference =
      "dn: ou=zones,\(Valmont.responsables)\nobjectClass: referral\nobjectClass: extensibleObject\nou: zones\n"
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...3) + reference + "ref: \(url)\n\n")
    let directory = LDAPDirectory(.test(slapd.url))
    do throws(DirectoryError) {
      _ = try directory.read(ReadRequest(attributes: AttributeSet(["uid"])), anew: {}, { _ in })
      Issue.record("a part was taken for the whole")
    } catch {
      guard case .referral(slapd.url, Valmont.responsables, _) = error else { throw error }
    }
  }

  private func isWithoutPeople(_ name: String) throws -> Bool {
    let held = [
      "DC=valmont,DC=example", "CN=Configuration,DC=valmont,DC=example", "DC=ecole,DC=valmont,DC=example",
      "DC=DomainDnsZones,DC=valmont,DC=example", "DC=ForestDnsZones,DC=valmont,DC=example",
      "DC=DomainDnsZones,DC=ecole,DC=valmont,DC=example",
    ]
    let root = Self.root([
      "namingContexts": held, "defaultNamingContext": [Self.domain], "rootDomainNamingContext": [Self.domain],
      "configurationNamingContext": ["CN=Configuration," + Self.domain],
    ])
    return root.isPartitionWithoutPeople(try #require(DistinguishedName(name)))
  }

  private static func root(_ values: [String: [String]]) -> RootDSE {
    var entry = DirectoryEntry(dn: "", attributes: RootDSE.attributes)
    for (position, name) in RootDSE.attributes.names.enumerated() {
      for value in values[name] ?? [] { entry.append(Array(value.utf8), at: position) }
    }
    return RootDSE(entry)
  }
}
