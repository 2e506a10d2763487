import Foundation

/// The hosts a certificate is for (RFC 5280 §4.2.1.6; the common name when it lists none).
///
/// Serves only to explain a refusal that the TLS library has already spoken, never to accept anything.
struct CertificateNames {
  private var dns: [String] = []
  private var addresses: [[UInt8]] = []

  init?(der: [UInt8]) {
    var outer = DERReader(der[...])
    guard var certificate = outer.enter(0x30), var signed = certificate.enter(0x30) else { return nil }
    _ = signed.enter(0xa0)  // version, left out of version 1
    // Serial number, algorithm, issuer, validity.
    guard signed.enter(0x02) != nil, signed.enter(0x30) != nil, signed.enter(0x30) != nil, signed.enter(0x30) != nil,
      let subject = signed.enter(0x30), signed.enter(0x30) != nil
    else { return nil }
    if var outer = signed.enter(0xa3), let extensions = outer.enter(0x30) { readAlternatives(extensions) }
    if dns.isEmpty && addresses.isEmpty { readCommonNames(subject) }
  }

  private mutating func readAlternatives(_ extensions: DERReader) {
    var extensions = extensions
    while var item = extensions.enter(0x30) {
      guard let identifier = item.enter(0x06), Array(identifier.bytes) == [0x55, 0x1d, 0x11] else { continue }
      _ = item.enter(0x01)  // critical
      guard var value = item.enter(0x04), var names = value.enter(0x30) else { return }
      while let (tag, name) = names.next() {
        if tag == 0x82 { dns.append(String(decoding: name.bytes, as: UTF8.self)) }
        if tag == 0x87 { addresses.append(Array(name.bytes)) }
      }
    }
  }

  private mutating func readCommonNames(_ subject: DERReader) {
    var subject = subject
    while var set = subject.enter(0x31), var part = set.enter(0x30) {
      guard let type = part.enter(0x06), Array(type.bytes) == [0x55, 0x04, 0x03] else { continue }
      if let (_, name) = part.next() { dns.append(String(decoding: name.bytes, as: UTF8.self)) }
    }
  }

  /// Whether a host is among them (RFC 6125 §6.4).
  func contains(_ host: String) -> Bool {
    if let address = Self.address(host) { return addresses.contains(address) || dns.contains(host) }
    // libldap takes `localhost` for the machine's own name before it compares.
    let host = (host.lowercased() == "localhost" ? ProcessInfo.processInfo.hostName : host).lowercased()
    return dns.contains { name in
      let name = name.lowercased()
      guard name.hasPrefix("*."), let dot = host.firstIndex(of: ".") else { return name == host }
      return name.dropFirst() == host[dot...]
    }
  }

  private static func address(_ host: String) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 16)
    if inet_pton(AF_INET, host, &bytes) == 1 { return Array(bytes[..<4]) }
    return inet_pton(AF_INET6, host, &bytes) == 1 ? bytes : nil
  }
}
