private import CLDAP
import Provisioning

/// Turns search entries into values, straight from libldap's buffer.
struct EntryDecoder {
  let handle: OpaquePointer
  let attributes: AttributeSet
  /// The first value that was asked for, where a server sends many in parts.
  let firstValue: Int
  /// The sizes of the last entry: the next is likely to be as large, and then grows no buffer.
  private var expectedBytes = 0
  private var expectedValues = 0

  init(on handle: OpaquePointer, attributes: AttributeSet, firstValue: Int = 0) {
    self.handle = handle
    self.attributes = attributes
    self.firstValue = firstValue
  }

  mutating func entry(_ message: OpaquePointer) throws(LDAPFailure) -> DirectoryEntry {
    var reader: OpaquePointer?
    var dn = berval()
    let code = ldap_get_dn_ber(handle, message, &reader, &dn)
    defer { ber_free(reader, 0) }
    guard code == LDAP_SUCCESS else { throw .library(code) }
    var entry = DirectoryEntry(dn: String(decoding: Self.bytes(dn), as: UTF8.self), attributes: attributes)
    entry.reserve(bytes: expectedBytes, values: expectedValues)
    (expectedBytes, expectedValues) = (0, 0)
    try readAttributes(message, reader, into: &entry)
    return entry
  }

  private mutating func readAttributes(
    _ message: OpaquePointer, _ reader: OpaquePointer?, into entry: inout DirectoryEntry
  ) throws(LDAPFailure) {
    var hint = 0
    while true {
      var name = berval()
      var values: UnsafeMutablePointer<berval>?
      let code = ldap_get_attribute_ber(handle, message, reader, &name, &values)
      defer { ber_memfree(values) }
      guard code == LDAP_SUCCESS else { throw .library(code) }
      guard name.bv_val != nil else { return }
      let description = Self.bytes(name)
      if let position = attributes.position(of: description, hint: hint) {
        append(values, at: position, to: &entry)
        hint = position + 1
      } else if let range = attributes.range(of: Array(description)) {
        if range.first == firstValue { append(values, at: range.position, to: &entry) }
        if range.first != firstValue || !range.isLast { entry.truncated.insert(range.position) }
      }
    }
  }

  private mutating func append(
    _ values: UnsafeMutablePointer<berval>?, at position: Int, to entry: inout DirectoryEntry
  ) {
    guard var next = values else { return }
    while next.pointee.bv_val != nil {
      entry.append(Self.bytes(next.pointee), at: position)
      expectedBytes += Int(next.pointee.bv_len)
      expectedValues += 1
      next += 1
    }
  }

  private static func bytes(_ value: berval) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(start: value.bv_val, count: Int(value.bv_len))
  }
}
