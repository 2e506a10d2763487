import Provisioning

/// What a server says of itself in the entry without a name (RFC 4512 §5.1).
struct RootDSE {
  static let attributes = AttributeSet([
    "supportedControl", "subschemaSubentry", "highestCommittedUSN", "vendorName", "namingContexts", "dsServiceName",
    "firstChangeNumber", "lastChangeNumber", "changelog", "defaultNamingContext", "rootDomainNamingContext",
    "configurationNamingContext",
  ])

  private let entry: DirectoryEntry

  init(_ entry: DirectoryEntry) { self.entry = entry }

  /// Where the schema stands (RFC 4512 §4.4).
  var schema: String? { texts("subschemaSubentry").first }

  /// Nil when the server does not say which controls it knows.
  var pages: Bool? {
    let controls = texts("supportedControl")
    return controls.isEmpty ? nil : controls.contains("1.2.840.113556.1.4.319")
  }

  /// Ways to read only what changed: RFC 4533, [MS-ADTS] §3.1.1.3.4.1.3, and the counter of Active Directory.
  var changeWays: [ChangeWay] {
    let controls = texts("supportedControl")
    return ChangeWay.allCases.filter { way in
      switch way {
      case .syncrepl: controls.contains("1.3.6.1.4.1.4203.1.9.1.1")
      case .dirsync: controls.contains("1.2.840.113556.1.4.841")
      case .usn: countsChanges
      // Every server keeps the stamp; whether it can be relied on, it does not say.
      case .timestamp: false
      }
    }
  }

  /// The counter that Active Directory keeps of its changes ([MS-ADTS] §3.1.1.3.2.12).
  var countsChanges: Bool { highestCommittedUSN != nil }

  /// By what this server's content synchronisation names entries: everywhere `entryUUID` (RFC 4530), but on 389 Directory
  /// Server, where that is another number.
  var syncIDAttribute: String {
    texts("vendorName").contains { $0.hasPrefix("389 ") } ? AnchorRule.nsUniqueID.attribute : "entryUUID"
  }

  /// The context an entry of that name stands in (RFC 4512 §5.1); nil when none of those shown holds it.
  func namingContext(of dn: String) -> String? {
    guard let name = DistinguishedName(dn) else { return nil }
    return texts("namingContexts").filter { DistinguishedName($0).map(name.isWithin) ?? false }
      .max { $0.utf8.count < $1.utf8.count }
  }

  /// The oldest change that 389 Directory Server still has in its list; nil where it keeps none.
  var firstChangeNumber: Int? { texts("firstChangeNumber").first.flatMap { Int($0) } }

  /// The number of the newest of them.
  var lastChangeNumber: Int? { texts("lastChangeNumber").first.flatMap { Int($0) } }

  /// The list itself.
  var retroChangelog: RetroChangelog? { texts("changelog").first.map(RetroChangelog.init) }

  /// How far an Active Directory has counted its changes.
  var highestCommittedUSN: Int64? { texts("highestCommittedUSN").first.flatMap { Int64($0) } }

  /// The entry of this domain controller's own service.
  var serviceName: String? { texts("dsServiceName").first }

  func texts(_ name: String) -> [String] {
    entry.values(of: name).map { String(decoding: $0, as: UTF8.self) }
  }
}
