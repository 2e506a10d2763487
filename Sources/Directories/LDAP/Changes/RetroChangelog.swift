import Provisioning

/// The list of changes of 389 Directory Server, of which its content synchronisation tells.
///
/// It names entries only when `nsslapd-attribute: nsuniqueid:targetUniqueId` is set in its plug-in; without that no change is
/// ever told, in silence. Few accounts may see it.
struct RetroChangelog {
  let base: String

  private static let name = "targetUniqueId"

  /// Whether a change from that number on does not say whose it is.
  func isNameless(since number: Int, on connection: borrowing LDAPConnection) -> Bool {
    let entries = entries("(&(changeNumber>=\(number))(!(\(Self.name)=*)))", on: connection)
    return entries.contains { $0.values(of: Self.name).isEmpty }
  }

  /// Whether the changes from that number on say whose they are; nil when none shows itself.
  func isNaming(since number: Int, on connection: borrowing LDAPConnection) -> Bool? {
    if isNameless(since: number, on: connection) { return false }
    return entries("(changeNumber>=\(number))", on: connection).isEmpty ? nil : true
  }

  private func entries(_ filter: String, on connection: borrowing LDAPConnection) -> [DirectoryEntry] {
    var search = LDAPSearch(
      base: base, scope: .one, filter: filter, attributes: AttributeSet(["changeNumber", Self.name]), pageSize: 0,
      idleTimeout: 10)
    search.sizeLimit = 1
    // A list that may not be seen says nothing of itself; a run can do without.
    return (try? connection.entries(of: search).entries) ?? []
  }
}
