private import CLDAP
import Provisioning

/// How a server ended one operation (RFC 4511 §4.1.9).
struct LDAPReply {
  let result: LDAPResult
  let referrals: [String]
  /// The cookie for the next page; empty after the last, nil when the server did not page (RFC 2696 §3).
  let cookie: [UInt8]?
  /// The values of the controls that came with it, by their identifiers.
  let controls: [String: [UInt8]]

  var isSuccess: Bool { result.code == Int(LDAP_SUCCESS) }
  var failure: LDAPFailure { .result(result, referrals: referrals) }

  /// Parses the last message of a chain, which must be a result.
  init(_ messages: borrowing LDAPMessages, on handle: OpaquePointer) throws(LDAPFailure) {
    var code: Int32 = 0
    var matched: UnsafeMutablePointer<CChar>?
    var message: UnsafeMutablePointer<CChar>?
    var referrals: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    var controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?
    let status = ldap_parse_result(handle, messages.first, &code, &matched, &message, &referrals, &controls, 0)
    defer {
      ldap_memfree(matched)
      ldap_memfree(message)
      ldap_memvfree(
        referrals.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UnsafeMutableRawPointer?.self) })
      ldap_controls_free(controls)
    }
    guard status == LDAP_SUCCESS else { throw .library(status) }
    result = LDAPResult(
      code: code, message: message.map { String(cString: $0) } ?? "", matchedDN: matched.map { String(cString: $0) })
    self.referrals = Self.strings(referrals)
    cookie = try Self.cookie(controls, on: handle)
    self.controls = LDAPControlValue.values(of: controls.map(UnsafeMutableRawPointer.init))
  }

  /// What an intermediate response says (RFC 4511 §4.13).
  static func intermediate(
    _ message: OpaquePointer, on handle: OpaquePointer
  ) -> (identifier: String, value: [UInt8])? {
    var identifier: UnsafeMutablePointer<CChar>?
    var value: UnsafeMutablePointer<berval>?
    let status = ldap_parse_intermediate(handle, message, &identifier, &value, nil, 0)
    defer {
      ldap_memfree(identifier)
      ber_bvfree(value)
    }
    guard status == LDAP_SUCCESS, let identifier else { return nil }
    let bytes = value.map { UnsafeRawBufferPointer(start: $0.pointee.bv_val, count: Int($0.pointee.bv_len)) }
    return (String(cString: identifier), bytes.map { [UInt8]($0) } ?? [])
  }

  /// The URLs of a search reference, which tells that part of the answer is elsewhere (RFC 4511 §4.5.3).
  static func references(_ message: OpaquePointer, on handle: OpaquePointer) -> [String] {
    var urls: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ldap_parse_reference(handle, message, &urls, nil, 0)
    defer {
      ldap_memvfree(urls.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UnsafeMutableRawPointer?.self) })
    }
    return strings(urls)
  }

  private static func strings(_ list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> [String] {
    guard var next = list else { return [] }
    var strings: [String] = []
    while let text = next.pointee {
      strings.append(String(cString: text))
      next += 1
    }
    return strings
  }

  private static func cookie(
    _ controls: UnsafeMutablePointer<UnsafeMutablePointer<LDAPControl>?>?, on handle: OpaquePointer
  ) throws(LDAPFailure) -> [UInt8]? {
    guard controls != nil, let control = ldap_control_find(LDAP_CONTROL_PAGEDRESULTS, controls, nil) else { return nil }
    var estimate: ber_int_t = 0
    var cookie = berval()
    let status = ldap_parse_pageresponse_control(handle, control, &estimate, &cookie)
    guard status == LDAP_SUCCESS else { throw .library(status) }
    defer { ldap_memfree(cookie.bv_val) }
    return Array(UnsafeRawBufferPointer(start: cookie.bv_val, count: Int(cookie.bv_len)))
  }
}
