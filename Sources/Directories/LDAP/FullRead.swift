import Provisioning

/// The plain way to read a directory: every base, every page, from the beginning.
struct FullRead {
  let settings: LDAPSettings
  let request: ReadRequest

  /// Hands every entry of every base to `take`; returns only if each search of each base ended in success.
  func run(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEntry) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> ReadOutcome {
    var bases: [ReadOutcome.Base] = []
    for base in settings.bases {
      var count = 0
      do throws(LDAPFailure) {
        try read(base, on: connection) { (entry) throws(LDAPFailure) in
          count += 1
          do throws(DirectoryError) { try take(entry) } catch { throw .refused(error) }
        }
      } catch {
        throw error.error(url: connection.server.text, base: base, entries: count)
      }
      bases.append(ReadOutcome.Base(dn: base, entries: count))
    }
    return ReadOutcome(
      coverage: request.selection == nil ? .everything : .selection, method: "full", bases: bases)
  }

  /// Pages until the server gives no cookie; a cookie belongs to one base and one connection and never leaves here.
  private func read(
    _ base: String, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEntry) throws(LDAPFailure) -> Void
  ) throws(LDAPFailure) {
    let search = settings.search(of: base, request)
    var decoder = EntryDecoder(on: connection.handle, attributes: request.attributes)
    var trail = PageTrail()
    var hadCookie = false
    var next: Int32? = try search.send(after: [], on: connection)
    while let page = next {
      trail.begin()
      next = nil
      let reply = try search.receive(page, on: connection) { (reply) throws(LDAPFailure) in
        guard reply.isSuccess, let cookie = reply.cookie, !cookie.isEmpty else { return }
        next = try search.send(after: cookie, on: connection)
      } _: { (message) throws(LDAPFailure) in
        let entry = try connection.completed(decoder.entry(message), idleTimeout: settings.idleTimeout)
        try trail.pass(entry)
        try take(entry)
      }
      guard reply.isSuccess else { throw reply.failure }
      // Without the control a later page would be the whole answer once more.
      if reply.cookie == nil && hadCookie { throw .malformed("no paged results control after a cookie") }
      hadCookie = next != nil
      try trail.end()
    }
  }
}

extension LDAPSettings {
  /// The search one base of a read leads to; what is sent is what `searchCommands` shows.
  func search(of base: String, _ request: ReadRequest) -> LDAPSearch {
    LDAPSearch(
      base: base, scope: scope, filter: filterText(request), attributes: request.attributes, pageSize: pageSize,
      idleTimeout: idleTimeout)
  }

  private func filterText(_ request: ReadRequest) -> String {
    let parts = [filter, request.filter, request.selection].compactMap(\.self)
    return switch parts.count {
    case 0: "(objectClass=*)"
    case 1: parts[0].text
    default: Filter.and(parts).text
    }
  }
}
