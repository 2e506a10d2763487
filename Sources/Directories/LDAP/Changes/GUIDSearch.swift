import Provisioning

/// Reads entries of Active Directory that were told of as changed, whole, within base and filter; of those that are not
/// found there it tells that they are gone.
struct GUIDSearch {
  static let attribute = "objectGUID"

  let settings: LDAPSettings
  let request: ReadRequest

  /// Returns how many entries were found.
  func run(
    _ ids: Set<SyncID>, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> Int {
    let rule = AnchorRule(attribute: Self.attribute, form: .guid)
    var missing = ids
    let search = LookUpSearch(
      settings: settings, request: request, rule: rule, column: SyncIDColumn(attribute: Self.attribute))
    let lookUps = LookUps(anchors: ids.compactMap { rule.anchor(of: $0) }.sorted { $0.text < $1.text })
    let found = try search.run(lookUps, on: connection) { (event) throws(DirectoryError) in
      if case .entry(let entry) = event, let id = entry.syncID { missing.remove(id) }
      try take(event)
    }
    for id in missing { try take(.removed(id)) }
    return found
  }
}
