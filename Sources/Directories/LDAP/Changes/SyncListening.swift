private import CLDAP
import Provisioning

extension LDAPDirectory: ChangeBell {
  /// Listens by content synchronisation, refresh and persist (RFC 4533 §3.4), on a connection of its own.
  package func listen(
    _ request: ReadRequest, caughtUp: () -> Void, ring: () -> Void
  ) throws(DirectoryError) -> Deafness {
    guard let resumption = request.resumption, let cursor = resumption.cursor, cursor.way == .syncrepl,
      settings.read != .full
    else { return .notOffered }
    let connection = try connect()
    guard settings.changeWay(connection.rootDSE) == .syncrepl,
      cursor.scope == settings.scope(of: resumption, request, at: connection.server)
    else { return .notOffered }
    var listening = SyncListening(settings: settings, request: request, marks: cursor.marks)
    return try listening.run(on: connection, caughtUp: caughtUp, ring: ring)
  }
}

/// A search of each base that does not end, and of each entry asks only whether it is told of.
private struct SyncListening {
  let settings: LDAPSettings
  let request: ReadRequest
  let marks: [String: String]

  /// Searches that still tell of what happened before they began, by message id.
  private var behind: Set<Int32> = []

  init(settings: LDAPSettings, request: ReadRequest, marks: [String: String]) {
    self.settings = settings
    self.request = request
    self.marks = marks
  }

  mutating func run(
    on connection: borrowing LDAPConnection, caughtUp: () -> Void, ring: () -> Void
  ) throws(DirectoryError) -> Deafness {
    do throws(LDAPFailure) {
      for base in settings.bases {
        guard let cookie = SyncReader.cookie(in: marks, of: base) else { return .notOffered }
        behind.insert(try search(of: base, after: cookie).send(after: [], on: connection))
      }
      while true {
        // Once it has told what lies behind, a server may be silent for as long as nothing changes.
        let messages = try connection.messages(
          of: LDAP_RES_ANY, seconds: behind.isEmpty ? nil : settings.idleTimeout)
        if try hear(messages, on: connection.handle) { ring() }
        if messages.contain(type: Int32(LDAP_RES_SEARCH_RESULT), on: connection.handle) {
          return try deafness(LDAPReply(messages, on: connection.handle))
        }
        if !isToldCaughtUp, behind.isEmpty {
          isToldCaughtUp = true
          caughtUp()
        }
      }
    } catch {
      throw error.error(url: connection.server.text, base: settings.bases.first ?? "", entries: 0)
    }
  }

  private var isToldCaughtUp = false

  private func search(of base: String, after cookie: [UInt8]) -> LDAPSearch {
    let whole = settings.search(of: base, request)
    var search = LDAPSearch(
      base: base, scope: whole.scope, filter: whole.filter, attributes: AttributeSet([]), pageSize: 0,
      idleTimeout: whole.idleTimeout)
    search.controls = [
      LDAPControlValue(
        identifier: SyncControls.request, value: SyncControls.requestValue(.refreshAndPersist, cookie: cookie))
    ]
    return search
  }

  /// Whether any of the messages tells of a change.
  private mutating func hear(
    _ messages: borrowing LDAPMessages, on handle: OpaquePointer
  ) throws(LDAPFailure) -> Bool {
    var hasChanged = false
    try messages.forEach(on: handle) { (message) throws(LDAPFailure) in
      switch ldap_msgtype(message) {
      case Int32(LDAP_RES_SEARCH_ENTRY):
        let state = LDAPControlValue.value(
          of: SyncControls.state, ofEntry: message, on: handle, SyncControls.State.init)
        guard let state else { throw .malformed("no sync state control") }
        if state.kind != .present { hasChanged = true }
      case Int32(LDAP_RES_INTERMEDIATE): if try hearInfo(message, on: handle) { hasChanged = true }
      case Int32(LDAP_RES_SEARCH_REFERENCE): throw .reference(LDAPReply.references(message, on: handle))
      case Int32(LDAP_RES_SEARCH_RESULT): break
      case Int32(LDAP_RES_EXTENDED): throw .lost("the server hangs up")
      case let kind: throw .malformed("message type \(kind)")
      }
    }
    return hasChanged
  }

  private mutating func hearInfo(_ message: OpaquePointer, on handle: OpaquePointer) throws(LDAPFailure) -> Bool {
    guard let value = LDAPReply.intermediate(message, on: handle), value.identifier == SyncControls.info else {
      return false
    }
    switch SyncControls.Info(value.value) {
    case .cookie: return false
    // What is gone was not named: only a read that knows what was there can tell.
    case .phase(let namesRemoved, _):
      behind.remove(ldap_msgid(message))
      return !namesRemoved
    case .ids(_, let areRemoved, _): return areRemoved
    case nil: throw .malformed("sync info message")
    }
  }

  /// Why the server ended a search that has no end.
  private func deafness(_ reply: LDAPReply) throws(LDAPFailure) -> Deafness {
    if SyncSearch.refusesCookie(reply.result) { return .cursorRefused }
    if SyncSearch.refusesWay(reply.result) { return .notOffered }
    throw reply.isSuccess ? .lost("the search that has no end was ended") : reply.failure
  }
}
