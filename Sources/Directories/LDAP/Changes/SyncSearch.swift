private import CLDAP
import Provisioning

/// One search of content synchronisation, and what it has told so far (RFC 4533 §3.3).
struct SyncSearch {
  private let search: LDAPSearch
  /// 389 Directory Server names what is gone, and says at the end that it did not.
  private let alwaysNames: Bool
  private let start: [UInt8]?
  private(set) var cookie: [UInt8]?
  private(set) var entries = 0
  /// Those that are there by what was told, entries among them; only of a read that goes on from a cookie.
  private(set) var present: Set<SyncID> = []
  /// What is gone was named; otherwise what was not named is gone.
  private(set) var namesRemoved = true
  /// It was told who is there, whatever is named as gone after that (RFC 4533 §3.3.2).
  private var tellsPresent = false

  var base: String { search.base }

  init(_ search: LDAPSearch, from cookie: [UInt8]?, alwaysNames: Bool) {
    self.search = search
    self.alwaysNames = alwaysNames
    start = cookie
    self.cookie = cookie
  }

  mutating func run(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(DirectoryError) -> Void
  ) throws(ChangeFailure) {
    let reply: LDAPReply
    do throws(LDAPFailure) {
      reply = try receive(on: connection) { (event) throws(LDAPFailure) in
        do throws(DirectoryError) { try take(event) } catch { throw .refused(error) }
      }
      guard reply.isSuccess else { throw reply.failure }
    } catch {
      throw meaning(of: error, at: connection.server.text)
    }
    let done = reply.controls[SyncControls.done].flatMap(SyncControls.Done.init)
    namesRemoved = alwaysNames || (done?.namesRemoved ?? false && !tellsPresent)
    // slapd says nothing of where it is when nothing has changed; when something has, and it does not, it did not
    // understand the cookie.
    cookie = done?.cookie ?? (entries + present.count == 0 && namesRemoved ? cookie : nil)
    // Nobody is there any more, by what was not said: that is not believed of a server that goes on from a cookie.
    let tellsNobody = !namesRemoved && present.isEmpty
    if start != nil, cookie == nil || tellsNobody { throw .refused(.cursorRefused) }
  }

  private mutating func receive(
    on connection: borrowing LDAPConnection, _ take: (DirectoryEvent) throws(LDAPFailure) -> Void
  ) throws(LDAPFailure) -> LDAPReply {
    var decoder = EntryDecoder(on: connection.handle, attributes: search.attributes)
    let operation = try search.send(after: [], on: connection)
    var isStreaming = false
    while true {
      let messages = try connection.messages(of: operation, seconds: search.idleTimeout, streaming: isStreaming)
      isStreaming = true
      try messages.forEach(on: connection.handle) { (message) throws(LDAPFailure) in
        try pass(message, &decoder, take)
      }
      if messages.contain(type: Int32(LDAP_RES_SEARCH_RESULT), on: connection.handle) {
        return try LDAPReply(messages, on: connection.handle)
      }
    }
  }

  private mutating func pass(
    _ message: OpaquePointer, _ decoder: inout EntryDecoder, _ take: (DirectoryEvent) throws(LDAPFailure) -> Void
  ) throws(LDAPFailure) {
    switch ldap_msgtype(message) {
    case Int32(LDAP_RES_SEARCH_ENTRY): try take(event(message, &decoder))
    case Int32(LDAP_RES_SEARCH_REFERENCE): throw .reference(LDAPReply.references(message, on: decoder.handle))
    case Int32(LDAP_RES_INTERMEDIATE): try passInfo(message, on: decoder.handle, take)
    case Int32(LDAP_RES_SEARCH_RESULT): break
    case let kind: throw .malformed("message type \(kind)")
    }
  }

  private mutating func event(
    _ message: OpaquePointer, _ decoder: inout EntryDecoder
  ) throws(LDAPFailure) -> DirectoryEvent {
    let state = LDAPControlValue.value(
      of: SyncControls.state, ofEntry: message, on: decoder.handle, SyncControls.State.init)
    guard let state else { throw .malformed("no sync state control") }
    switch state.kind {
    case .add, .modify:
      entries += 1
      if start != nil { present.insert(state.id) }
      if start != nil && entries > ChangeRead.mostChanges { throw .tooManyChanges }
      var entry = try decoder.entry(message)
      entry.syncID = state.id
      return .entry(entry)
    case .present:
      present.insert(state.id)
      return .present(state.id)
    case .delete:
      present.remove(state.id)
      return .removed(state.id)
    }
  }

  private mutating func passInfo(
    _ message: OpaquePointer, on handle: OpaquePointer, _ take: (DirectoryEvent) throws(LDAPFailure) -> Void
  ) throws(LDAPFailure) {
    guard let value = LDAPReply.intermediate(message, on: handle), value.identifier == SyncControls.info else { return }
    guard let info = SyncControls.Info(value.value) else { throw .malformed("sync info message") }
    // The cookies on the way are those of a replica that keeps every part; this reader keeps all or nothing.
    switch info {
    case .phase(let namesRemoved, _): if !namesRemoved { tellsPresent = true }
    case .ids(let ids, let areRemoved, _):
      if areRemoved { present.subtract(ids) } else { present.formUnion(ids) }
      for id in ids { try take(areRemoved ? .removed(id) : .present(id)) }
    case .cookie: break
    }
  }

  private func meaning(of failure: LDAPFailure, at url: String) -> ChangeFailure {
    switch failure {
    case .tooManyChanges: .refused(.manyChanges)
    case .result(let result, _) where start != nil && Self.refusesCookie(result): .refused(.cursorRefused)
    case .result(let result, _) where Self.refusesWay(result): .refused(.notAllowed(.syncrepl, result))
    default: .failed(failure.error(url: url, base: search.base, entries: entries))
    }
  }

  /// Besides the code for it: slapd is unwilling to serve one who knows more than itself.
  static func refusesCookie(_ result: LDAPResult) -> Bool {
    [SyncControls.refreshRequired, Int(LDAP_UNWILLING_TO_PERFORM), Int(LDAP_PROTOCOL_ERROR), Int(LDAP_OTHER)]
      .contains(result.code)
  }

  /// The server has the control, but does not let this account have everything at once.
  static func refusesWay(_ result: LDAPResult) -> Bool {
    [
      LDAP_SIZELIMIT_EXCEEDED, LDAP_ADMINLIMIT_EXCEEDED, LDAP_TIMELIMIT_EXCEEDED, LDAP_UNWILLING_TO_PERFORM,
      LDAP_UNAVAILABLE_CRITICAL_EXTENSION, LDAP_INSUFFICIENT_ACCESS,
    ].map(Int.init).contains(result.code)
  }
}
