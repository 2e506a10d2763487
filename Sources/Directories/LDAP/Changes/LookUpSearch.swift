private import CLDAP
import Provisioning

/// Looks for entries by their anchors or names, within base and filter: what is not found is not among those asked for.
struct LookUpSearch {
  let settings: LDAPSettings
  let request: ReadRequest
  let rule: AnchorRule
  /// Where the sync id stands, to be kept with a tie.
  let column: SyncIDColumn

  /// So many are asked for by one search; a longer filter is refused by some servers.
  static let batchSize = 100

  /// Returns how many entries were found.
  func run(
    _ lookUps: LookUps, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> Int {
    // An anchor that cannot be one of this form is nobody's.
    let values = lookUps.anchors.compactMap { $0.bytes(rule.form) }
    var found = 0
    for start in stride(from: 0, to: values.count, by: Self.batchSize) {
      let batch = values[start..<min(start + Self.batchSize, values.count)]
      let read = try FullRead(settings: settings, request: request(for: batch)).run(on: connection) {
        (entry) throws(DirectoryError) in try take(.entry(finish(entry)))
      }
      found += read.entries
    }
    for name in lookUps.names { found += try find(name, on: connection, take) }
    return found
  }

  /// One entry by its name; an entry that is not there is an answer.
  private func find(
    _ name: String, on connection: borrowing LDAPConnection,
    _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(DirectoryError) -> Int {
    var search = settings.search(of: name, column.added(to: request))
    search.scope = .base
    search.pageSize = 0
    do throws(LDAPFailure) {
      let (entries, reply) = try connection.entries(of: search)
      let isAnswer = [LDAP_SUCCESS, LDAP_NO_SUCH_OBJECT, LDAP_INVALID_DN_SYNTAX].map(Int.init)
      guard isAnswer.contains(reply.result.code) else { throw reply.failure }
      for entry in entries {
        do throws(DirectoryError) { try take(.entry(finish(entry))) } catch { throw .refused(error) }
      }
      return entries.count
    } catch {
      throw error.error(url: connection.server.text, base: name, entries: 0)
    }
  }

  private func request(for anchors: ArraySlice<[UInt8]>) -> ReadRequest {
    var request = column.added(to: request)
    request.selection = .or(anchors.map { Filter.equal(attribute: rule.attribute, value: $0) })
    return request
  }

  private func finish(_ entry: DirectoryEntry) -> DirectoryEntry { column.taken(from: entry, for: request) }
}
