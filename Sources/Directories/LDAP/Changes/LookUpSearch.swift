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

  /// Whether what was told can be believed: the account may have lost its rights, and then the server tells of people as
  /// gone, and of their values as taken away, who are as they were.
  func isBorneOut(
    _ lookUps: LookUps, found: Int, on connection: borrowing LDAPConnection
  ) throws(DirectoryError) -> Bool {
    if found < lookUps.anchors.count, !lookUps.witnesses.isEmpty {
      let witnesses = try run(LookUps(anchors: lookUps.witnesses), on: connection) { _ in }
      if witnesses == 0 { return false }
    }
    for attribute in lookUps.attributes where try !anybodyHas(attribute, on: connection) { return false }
    return true
  }

  private func anybodyHas(
    _ attribute: String, on connection: borrowing LDAPConnection
  ) throws(DirectoryError) -> Bool {
    for base in settings.bases {
      var request = request
      request.attributes = AttributeSet([attribute])
      request.selection = .present(attribute: attribute)
      var search = settings.search(of: base, request)
      search.pageSize = 0
      search.sizeLimit = 1
      do throws(LDAPFailure) {
        let entries = try connection.entries(of: search).entries
        if entries.contains(where: { !$0.values(of: attribute).isEmpty }) { return true }
      } catch {
        throw error.error(url: connection.server.text, base: base, entries: 0)
      }
    }
    return false
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
