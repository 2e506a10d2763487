import Foundation

extension LDAPServerURL {
  /// Why a host has no address, in the words of the resolver (getaddrinfo(3)).
  struct Unresolved: Error { let detail: String }

  /// The addresses of the host, each once, in the order they would be tried; none for a socket.
  func addresses() throws(Unresolved) -> [String] {
    if scheme == .ldapi { return [] }
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let code = getaddrinfo(host, String(port), &hints, &list)
    guard code == 0 else { throw Unresolved(detail: String(cString: gai_strerror(code))) }
    defer { freeaddrinfo(list) }
    var found: [String] = []
    var next = list
    while let address = next?.pointee {
      if let text = Self.text(of: address), !found.contains(text) { found.append(text) }
      next = address.ai_next
    }
    return found
  }

  private static func text(of address: addrinfo) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(NI_MAXHOST))
    let code = getnameinfo(
      address.ai_addr, address.ai_addrlen, &buffer, socklen_t(buffer.count), nil, 0, NI_NUMERICHOST)
    return code == 0 ? String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
  }
}
