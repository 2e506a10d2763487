import Foundation
import Provisioning

extension LDAPConnection {
  /// Whether all that a search reference leads to is a partition of this domain controller in which nobody has an entry.
  ///
  /// The server is asked about its partitions only when a name looks like one.
  func isPassedOver(_ reference: [String]) -> Bool {
    let targets = reference.map(Self.target)
    guard !targets.isEmpty, targets.allSatisfy({ $0.map(RootDSE.isNamedAsPartition) ?? false }) else { return false }
    guard let rootDSE else { return false }
    return targets.allSatisfy { $0.map(rootDSE.isPartitionWithoutPeople) ?? false }
  }

  /// The entry an LDAP URL names (RFC 4516 §2); nil when it names none.
  private static func target(of url: String) -> DistinguishedName? {
    guard let mark = url.range(of: "://"), let slash = url[mark.upperBound...].firstIndex(of: "/") else { return nil }
    let name = url[url.index(after: slash)...].prefix { $0 != "?" }
    guard !name.isEmpty else { return nil }
    return name.removingPercentEncoding.flatMap { DistinguishedName($0) }
  }
}

extension RootDSE {
  /// Whether it bears the name of a partition that Active Directory keeps for itself ([MS-ADTS] §6.1.1): its configuration,
  /// or the zones of its DNS.
  static func isNamedAsPartition(_ name: DistinguishedName) -> Bool {
    let value = name.rdns.first?.parts.count == 1 ? name.rdnValue?.lowercased() : nil
    return value == "configuration" || value == "domaindnszones" || value == "forestdnszones"
  }

  /// Whether the server says of itself that it holds this partition, and that it is of those in which nobody has an entry.
  ///
  /// A server that is no domain controller has no such partitions; a domain below this one is none either.
  func isPartitionWithoutPeople(_ name: DistinguishedName) -> Bool {
    guard holds(name, in: "namingContexts") else { return false }
    if holds(name, in: "configurationNamingContext") { return true }
    return [("DC=DomainDnsZones", "defaultNamingContext"), ("DC=ForestDnsZones", "rootDomainNamingContext")].contains {
      zones, domain in texts(domain).contains { DistinguishedName("\(zones),\($0)") == name }
    }
  }

  private func holds(_ name: DistinguishedName, in attribute: String) -> Bool {
    texts(attribute).contains { DistinguishedName($0) == name }
  }
}
