private import CLDAP
import Foundation
import Provisioning

/// One search, sent page by page (RFC 4511 §4.5, RFC 2696).
struct LDAPSearch {
  let base: String
  var scope: SearchScope
  let filter: String
  let attributes: AttributeSet
  var pageSize: Int
  let idleTimeout: Int
  /// The most entries the server is to send (RFC 4511 §4.5.1.4); 0 asks for all of them.
  var sizeLimit = 0
  /// Names of attributes only, without their values (RFC 4511 §4.5.1.6).
  var typesOnly = false
  /// What else is said with the request, besides paging.
  var controls: [LDAPControlValue] = []

  /// Hands each entry's message of a page that was sent to `each`; returns how the server ended the page.
  ///
  /// - Parameter ended: called with that answer before the last entries are handed over, so that the next page can be asked
  ///   for while they are looked at.
  func receive(
    _ page: Int32, on connection: borrowing LDAPConnection,
    ended: (LDAPReply) throws(LDAPFailure) -> Void, _ each: (OpaquePointer) throws(LDAPFailure) -> Void
  ) throws(LDAPFailure) -> LDAPReply {
    var streaming = false
    while true {
      let messages = try connection.messages(of: page, seconds: idleTimeout, streaming: streaming)
      let reply = try reply(in: messages, on: connection.handle)
      if let reply { try ended(reply) }
      try hand(messages, on: connection.handle, to: each)
      if let reply { return reply }
      streaming = true
    }
  }

  private func reply(
    in messages: borrowing LDAPMessages, on handle: OpaquePointer
  ) throws(LDAPFailure) -> LDAPReply? {
    guard messages.contain(type: Int32(LDAP_RES_SEARCH_RESULT), on: handle) else { return nil }
    return try LDAPReply(messages, on: handle)
  }

  private func hand(
    _ messages: borrowing LDAPMessages, on handle: OpaquePointer,
    to each: (OpaquePointer) throws(LDAPFailure) -> Void
  ) throws(LDAPFailure) {
    try messages.forEach(on: handle) { (message) throws(LDAPFailure) in
      switch ldap_msgtype(message) {
      case Int32(LDAP_RES_SEARCH_ENTRY): try each(message)
      case Int32(LDAP_RES_SEARCH_REFERENCE): throw .reference(LDAPReply.references(message, on: handle))
      case Int32(LDAP_RES_INTERMEDIATE), Int32(LDAP_RES_SEARCH_RESULT): break
      case let kind: throw .malformed("message type \(kind)")
      }
    }
  }

  /// Sends the request for one page, the one after a cookie, and returns its message id.
  func send(
    after cookie: [UInt8], on connection: borrowing LDAPConnection
  ) throws(LDAPFailure) -> Int32 {
    // An empty list would mean all attributes (RFC 4511 §4.5.1.8).
    let names = CStringList(attributes.count == 0 ? [LDAP_NO_ATTRS] : attributes.names)
    let page = try pageControl(after: cookie, on: connection)
    defer { ldap_control_free(page) }
    var operation: Int32 = 0
    let code = LDAPControlValue.withList(controls, and: page.map(UnsafeMutableRawPointer.init)) { list in
      ldap_search_ext(
        connection.handle, base, scope.number, filter, names.pointers, typesOnly ? 1 : 0,
        list?.assumingMemoryBound(to: UnsafeMutablePointer<LDAPControl>?.self), nil, nil, Int32(sizeLimit), &operation)
    }
    guard code == LDAP_SUCCESS else { throw .library(code) }
    return operation
  }

  /// The control is not critical: a server without it answers in one piece, and that answer is whole.
  private func pageControl(
    after cookie: [UInt8], on connection: borrowing LDAPConnection
  ) throws(LDAPFailure) -> UnsafeMutablePointer<LDAPControl>? {
    guard pageSize > 0 else { return nil }
    var control: UnsafeMutablePointer<LDAPControl>?
    var bytes = cookie
    let code = bytes.withUnsafeMutableBytes { bytes in
      var value = berval(
        bv_len: ber_len_t(bytes.count), bv_val: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      return ldap_create_page_control(connection.handle, ber_int_t(pageSize), &value, 0, &control)
    }
    guard code == LDAP_SUCCESS else { throw .library(code) }
    return control
  }
}

extension SearchScope {
  fileprivate var number: Int32 {
    switch self {
    case .base: 0
    case .one: 1
    case .sub: 2
    }
  }
}
