import Foundation

extension LDAPServerURL {
  /// Why the host's name leads to no address, or nil when it does; libldap does not say.
  var resolutionFailure: String? {
    guard scheme != .ldapi else { return nil }
    var addresses: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, nil, nil, &addresses)
    if let addresses { freeaddrinfo(addresses) }
    return code == 0 ? nil : String(cString: gai_strerror(code))
  }
}
