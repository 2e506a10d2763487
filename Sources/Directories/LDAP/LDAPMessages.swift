private import CLDAP

/// A chain of messages of one operation, as libldap hands them out; freed together.
struct LDAPMessages: ~Copyable {
  let first: OpaquePointer

  init(owning first: OpaquePointer) { self.first = first }

  deinit { ldap_msgfree(first) }

  /// Calls `body` with each message of the chain, in the order of their arrival.
  func forEach<Failure: Error>(
    on handle: OpaquePointer, _ body: (OpaquePointer) throws(Failure) -> Void
  ) throws(Failure) {
    var next: OpaquePointer? = first
    while let message = next {
      try body(message)
      next = ldap_next_message(handle, message)
    }
  }

  /// Whether one of the chain is of a type (`LDAP_RES_…`).
  func contain(type: Int32, on handle: OpaquePointer) -> Bool {
    var next: OpaquePointer? = first
    while let message = next {
      if ldap_msgtype(message) == type { return true }
      next = ldap_next_message(handle, message)
    }
    return false
  }
}
