import Provisioning

extension LDAPConnection {
  /// What the server says of itself; nil when it shows nothing.
  var rootDSE: RootDSE? {
    let search = LDAPSearch(
      base: "", scope: .base, filter: "(objectClass=*)", attributes: RootDSE.attributes, pageSize: 0, idleTimeout: 10)
    return (try? entries(of: search).entries.first).map(RootDSE.init)
  }

  /// What the database of a domain controller calls itself; nil when this account may not know.
  func invocationID(of service: String) -> String? {
    let search = LDAPSearch(
      base: service, scope: .base, filter: "(objectClass=*)", attributes: AttributeSet(["invocationId"]), pageSize: 0,
      idleTimeout: 10)
    let value = (try? entries(of: search).entries.first)?.values(of: "invocationId").first
    return value.flatMap { SyncID(bytes: $0) }?.text
  }

  /// The entries of a small search, and how the server ended it; more pages are not asked for.
  func entries(of search: LDAPSearch) throws(LDAPFailure) -> (entries: [DirectoryEntry], reply: LDAPReply) {
    var decoder = EntryDecoder(on: handle, attributes: search.attributes)
    var entries: [DirectoryEntry] = []
    let page = try search.send(after: [], on: self)
    let reply = try search.receive(page, on: self, ended: { (_) throws(LDAPFailure) in }) {
      (message) throws(LDAPFailure) in
      entries.append(try decoder.entry(message))
    }
    return (entries, reply)
  }
}
