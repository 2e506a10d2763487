import Foundation

extension LDAPServerURL {
  /// Why the server cannot be reached, in the operating system's words, or nil when it can; libldap does not say.
  ///
  /// Asked only after a failure, and not after one that took all the time there was.
  var connectionFailure: String? {
    if scheme == .ldapi { return access(host, R_OK | W_OK) == 0 ? nil : String(cString: strerror(errno)) }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else { return String(cString: gai_strerror(code)) }
    defer { freeaddrinfo(list) }
    var reason: String?
    var next = list
    while let address = next {
      guard let failure = Self.connectionFailure(address.pointee) else { return nil }
      reason = failure
      next = address.pointee.ai_next
    }
    return reason
  }

  private static func connectionFailure(_ address: addrinfo) -> String? {
    let descriptor = socket(address.ai_family, address.ai_socktype, address.ai_protocol)
    guard descriptor >= 0 else { return String(cString: strerror(errno)) }
    defer { close(descriptor) }
    var patience = timeval(tv_sec: 1, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard connect(descriptor, address.ai_addr, address.ai_addrlen) != 0 else { return nil }
    return String(cString: strerror(errno == EINPROGRESS ? ETIMEDOUT : errno))
  }
}
