private import CLDAP
import Provisioning

extension LDAPConnection {
  /// How many entries of a small search have each attribute; options are left out, and values are not looked at.
  func attributeNames(of search: LDAPSearch) throws(LDAPFailure) -> [String: Int] {
    var counts: [String: Int] = [:]
    let page = try search.send(after: [], on: self)
    let handle = handle
    _ = try search.receive(page, on: self, ended: { (_) throws(LDAPFailure) in }) { (message) throws(LDAPFailure) in
      for name in try Self.names(in: message, on: handle) { counts[name, default: 0] += 1 }
    }
    return counts
  }

  private static func names(
    in message: OpaquePointer, on handle: OpaquePointer
  ) throws(LDAPFailure) -> Set<String> {
    var names: Set<String> = []
    var reader: OpaquePointer?
    var next = ldap_first_attribute(handle, message, &reader)
    defer { ber_free(reader, 0) }
    while let name = next {
      names.insert(String(String(cString: name).prefix { $0 != ";" }))
      ldap_memfree(name)
      next = ldap_next_attribute(handle, message, reader)
    }
    return names
  }
}
