private import CLDAP
import Foundation

/// A control to send with a request (RFC 4511 §4.1.11); a server that does not know it must not pretend to.
///
/// Lists go in and out as raw pointers, since libldap's own type stays in the file that names it.
struct LDAPControlValue {
  let identifier: String
  let value: [UInt8]
  var isCritical = true

  /// Calls `body` with a null-terminated list of controls (`LDAPControl **`), which lives no longer.
  ///
  /// - Parameter ready: one that libldap made already (`LDAPControl *`), and that its owner frees.
  static func withList<Result>(
    _ controls: [LDAPControlValue], and ready: UnsafeMutableRawPointer?, _ body: (UnsafeMutableRawPointer?) -> Result
  ) -> Result {
    let copies = controls.map(\.copy)
    defer { for control in copies { ldap_control_free(control) } }
    var list = copies + (ready.map { [$0.assumingMemoryBound(to: LDAPControl.self)] } ?? []) + [nil]
    return list.withUnsafeMutableBytes { body($0.baseAddress) }
  }

  /// Made by libldap, so that `ldap_control_free` may free it.
  private var copy: UnsafeMutablePointer<LDAPControl>? {
    var bytes = value
    return bytes.withUnsafeMutableBytes { bytes in
      var value = berval(
        bv_len: ber_len_t(bytes.count), bv_val: bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
      var control: UnsafeMutablePointer<LDAPControl>?
      return ldap_control_create(identifier, isCritical ? 1 : 0, &value, 1, &control) == LDAP_SUCCESS ? control : nil
    }
  }

  /// The values of a list that libldap made (`LDAPControl **`), by their identifiers.
  static func values(of list: UnsafeMutableRawPointer?) -> [String: [UInt8]] {
    guard var next = list?.assumingMemoryBound(to: UnsafeMutablePointer<LDAPControl>?.self) else { return [:] }
    var values: [String: [UInt8]] = [:]
    while let control = next.pointee {
      let value = control.pointee.ldctl_value
      values[String(cString: control.pointee.ldctl_oid)] = Array(
        UnsafeRawBufferPointer(start: value.bv_val, count: value.bv_val == nil ? 0 : Int(value.bv_len)))
      next += 1
    }
    return values
  }

  /// What `read` makes of the value of one control of an entry's message; nil when there is none.
  static func value<Value>(
    of identifier: StaticString, ofEntry message: OpaquePointer, on handle: OpaquePointer,
    _ read: (UnsafeRawBufferPointer) -> Value?
  ) -> Value? {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    guard ldap_get_entry_controls(handle, message, &list) == LDAP_SUCCESS, var next = list else { return nil }
    defer { ldap_controls_free(list) }
    while let control = next.pointee {
      let value = control.pointee.ldctl_value
      if strcmp(control.pointee.ldctl_oid, identifier.utf8Start) == 0 {
        return read(UnsafeRawBufferPointer(start: value.bv_val, count: value.bv_val == nil ? 0 : Int(value.bv_len)))
      }
      next += 1
    }
    return nil
  }
}
