import Provisioning

/// Reads entries that were told of as changed, whole, within base and filter; of those that are not found there it tells
/// that they are gone.
struct SyncIDSearch {
  let settings: LDAPSettings
  let request: ReadRequest
  /// Where the server keeps the sync id.
  let rule: AnchorRule

  /// Returns how many entries were found.
  func run(
    _ ids: Set<SyncID>, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> Int {
    var missing = ids
    let search = LookUpSearch(
      settings: settings, request: request, rule: rule, column: SyncIDColumn(attribute: rule.attribute))
    let lookUps = LookUps(anchors: ids.compactMap { rule.anchor(of: $0) }.sorted { $0.text < $1.text })
    let found = try search.run(lookUps, on: connection) { (event) throws(DirectoryError) in
      if case .entry(let entry) = event, let id = entry.syncID { missing.remove(id) }
      try take(event)
    }
    for id in missing { try take(.removed(id)) }
    return found
  }
}

extension AnchorRule {
  /// What Active Directory calls an entry when it tells of changes.
  static let objectGUID = AnchorRule(attribute: "objectGUID", form: .guid)
  /// What 389 Directory Server calls an entry when it tells of changes.
  static let nsUniqueID = AnchorRule(attribute: "nsUniqueId")
}
