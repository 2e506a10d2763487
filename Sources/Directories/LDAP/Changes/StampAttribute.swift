import Provisioning

/// The attribute that tells when an entry was changed last.
struct StampAttribute {
  let name: String
  /// How a filter spells the end of a stamp.
  private let ending: String

  /// On Active Directory `modifyTimestamp` is computed of `whenChanged`, and no filter finds by it.
  init(of root: RootDSE?) {
    (name, ending) = root?.countsChanges == true ? ("whenChanged", ".0Z") : ("modifyTimestamp", "Z")
  }

  private init(_ name: String) { (self.name, ending) = (name, "") }

  /// The counter that a domain controller gives each change.
  static let counter = StampAttribute("uSNChanged")

  func filter(from stamp: ServerStamp) -> Filter {
    .greaterOrEqual(attribute: name, value: Array((stamp.text.dropLast() + ending).utf8))
  }

  func stamp(of entry: DirectoryEntry) -> ServerStamp? {
    entry.values(of: name).first.flatMap { ServerStamp(String(decoding: $0, as: UTF8.self)) }
  }

  /// Whether the values of an attribute may change while the entry keeps its stamp, since they follow from another entry
  /// or from the time.
  static func isLeftBehind(by attribute: String) -> Bool {
    computed.contains(attribute.prefix { $0 != ";" }.lowercased())
  }

  /// `memberOf` is one of them on slapd and on Active Directory; an account that slapd locks does get a new stamp.
  private static let computed: Set<String> = [
    "memberof", "ismemberof", "nsrole", "entrydn", "hassubordinates", "numsubordinates", "subordinatecount",
    "tokengroups", "tokengroupsglobalanduniversal", "tokengroupsnogcacceptable", "directreports", "managedobjects",
    "canonicalname", "distinguishedname", "primarygrouptoken", "msds-user-account-control-computed",
    "msds-userpasswordexpirytimecomputed", "msds-resultantpso", "msds-membertransitive", "msds-memberoftransitive",
  ]
}
