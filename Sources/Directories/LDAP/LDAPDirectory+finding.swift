private import CLDAP
import Provisioning

extension LDAPDirectory: EntryFinder {
  /// More entries than that are no answer to a question about one person.
  private static let mostEntries = 20

  package func find(_ aims: [EntryAim], attributes: AttributeSet) throws(DirectoryError) -> [EntrySearch] {
    var servers = LDAPServers(settings: settings, isInterrupted: { false })
    while true {
      let connection = try servers.connect()
      do throws(DirectoryError) {
        return try find(aims, attributes, on: connection)
      } catch {
        // What one server found is not put beside what another finds.
        try servers.leave(because: error)
      }
    }
  }

  private func find(
    _ aims: [EntryAim], _ attributes: AttributeSet, on connection: borrowing LDAPConnection
  ) throws(DirectoryError) -> [EntrySearch] {
    var searches: [EntrySearch] = []
    for aim in aims {
      var found: [DirectoryEntry] = []
      for search in self.searches(aim, attributes) { found += try entries(of: search, on: connection) }
      searches.append(EntrySearch(aim, entries: found, commands: commands(for: aim, attributes: attributes)))
    }
    return searches
  }

  package func commands(for aim: EntryAim, attributes: AttributeSet) -> [String] {
    searches(aim, attributes).map { SearchCommand(settings, $0).text }
  }

  package func looks(at dn: String) -> Bool { settings.scope.looks(at: dn, below: settings.bases) }

  private func searches(_ aim: EntryAim, _ attributes: AttributeSet) -> [LDAPSearch] {
    switch aim {
    case .named(let dn): [search(of: dn, .base, "(objectClass=*)", attributes)]
    case .matching(let filter): settings.bases.map { search(of: $0, settings.scope, filter.text, attributes) }
    }
  }

  private func search(
    of base: String, _ scope: SearchScope, _ filter: String, _ attributes: AttributeSet
  ) -> LDAPSearch {
    var search = LDAPSearch(
      base: base, scope: scope, filter: filter, attributes: attributes, pageSize: 0, idleTimeout: settings.idleTimeout)
    search.sizeLimit = Self.mostEntries
    return search
  }

  private func entries(
    of search: LDAPSearch, on connection: borrowing LDAPConnection
  ) throws(DirectoryError) -> [DirectoryEntry] {
    do throws(LDAPFailure) {
      let (entries, reply) = try connection.entries(of: search)
      let code = reply.result.code
      // A name that is not one, of the right form in no directory, is somebody who is not there.
      let isAnswer =
        reply.isSuccess
        || [LDAP_NO_SUCH_OBJECT, LDAP_INVALID_DN_SYNTAX, LDAP_SIZELIMIT_EXCEEDED].map(Int.init).contains(code)
      guard isAnswer else { throw reply.failure }
      return entries
    } catch {
      throw error.error(url: connection.server.text, base: search.base, entries: 0)
    }
  }
}
