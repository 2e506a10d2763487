import Provisioning

extension LDAPConnection {
  /// The entry with all values of attributes of which it has the first ones only ([MS-ADTS] §3.1.1.3.1.3.3).
  ///
  /// What the server does not give when asked for the rest stays marked as a part, without those it gave.
  func completed(_ entry: DirectoryEntry, idleTimeout: Int) throws(LDAPFailure) -> DirectoryEntry {
    guard !entry.truncated.isEmpty else { return entry }
    var entry = entry
    for position in entry.truncated.sorted() {
      while entry.truncated.contains(position), try addValues(at: position, to: &entry, idleTimeout) {}
      if entry.truncated.contains(position) { entry.removeValues(at: position) }
    }
    return entry
  }

  /// Adds the next values; returns whether there were any.
  private func addValues(
    at position: Int, to entry: inout DirectoryEntry, _ idleTimeout: Int
  ) throws(LDAPFailure) -> Bool {
    var search = LDAPSearch(
      base: entry.dn, scope: .base, filter: "(objectClass=*)",
      attributes: AttributeSet([entry.attributes.names[position]]), pageSize: 0, idleTimeout: idleTimeout)
    search.firstValue = entry.values(at: position).count
    guard search.firstValue > 0 else { return false }
    let (entries, reply) = try self.entries(of: search)
    guard reply.isSuccess, let part = entries.first else { return false }
    let values = part.values(at: 0)
    for value in values { entry.append(value, at: position) }
    if !values.isEmpty && part.truncated.isEmpty { entry.truncated.remove(position) }
    return !values.isEmpty
  }
}
