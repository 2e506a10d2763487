private import CGSSAPI

/// The right to ask for tickets in an account's name, by the keys in a file (keytab(5)); given back with its owner.
///
/// Tickets are kept in this process's memory alone: nobody's credential cache is read or written.
struct KerberosCredential: ~Copyable {
  /// Why there is none, in the words of the library.
  struct Refusal: Error { let text: String }

  /// What libsasl2 knows as `SASL_GSS_CREDS`.
  let handle: UnsafeMutableRawPointer

  /// - Parameter principal: whose keys to take; those the file begins with when nil.
  init(keytab: String, principal: String?) throws(Refusal) {
    let store = [("client_keytab", "FILE:" + keytab), ("ccache", "MEMORY:navette \(principal ?? "") \(keytab)")]
    var name = try principal.map { (text) throws(Refusal) in try Self.name(text) } ?? nil
    var credential: gss_cred_id_t?
    var minor: OM_uint32 = 0
    _ = Self.withStore(store) { store in
      gss_acquire_cred_from(&minor, name, UInt32.max, nil, Int32(GSS_C_INITIATE), store, &credential, nil, nil)
    }
    var ignored: OM_uint32 = 0
    _ = gss_release_name(&ignored, &name)
    guard let credential else { throw Self.refusal(minor) }
    handle = UnsafeMutableRawPointer(credential)
  }

  deinit {
    var minor: OM_uint32 = 0
    var credential: gss_cred_id_t? = OpaquePointer(handle)
    _ = gss_release_cred(&minor, &credential)
  }

  private static func name(_ principal: String) throws(Refusal) -> gss_name_t? {
    var minor: OM_uint32 = 0
    var name: gss_name_t?
    _ = principal.withCString { text in
      var buffer = gss_buffer_desc(length: principal.utf8.count, value: UnsafeMutableRawPointer(mutating: text))
      return gss_import_name(&minor, &buffer, navette_gss_user_name(), &name)
    }
    guard name != nil else { throw refusal(minor) }
    return name
  }

  /// Where the library is to look, instead of where the environment says.
  private static func withStore<Result>(
    _ places: [(String, String)], _ body: (UnsafePointer<gss_key_value_set_desc>) -> Result
  ) -> Result {
    let texts = CStringList(places.flatMap { [$0.0, $0.1] })
    var elements = places.indices.map {
      gss_key_value_element_desc(key: texts.pointers[$0 * 2], value: texts.pointers[$0 * 2 + 1])
    }
    return elements.withUnsafeMutableBufferPointer { elements in
      var set = gss_key_value_set_desc(count: UInt32(elements.count), elements: elements.baseAddress)
      return body(&set)
    }
  }

  /// The reason of the mechanism (RFC 2744 §3.9.1), which says more than the general one.
  private static func refusal(_ minor: OM_uint32) -> Refusal {
    var text = gss_buffer_desc()
    var ignored: OM_uint32 = 0
    var context: OM_uint32 = 0
    _ = gss_display_status(&ignored, minor, Int32(GSS_C_MECH_CODE), nil, &context, &text)
    defer { _ = gss_release_buffer(&ignored, &text) }
    return Refusal(text: String(decoding: UnsafeRawBufferPointer(start: text.value, count: text.length), as: UTF8.self))
  }
}
