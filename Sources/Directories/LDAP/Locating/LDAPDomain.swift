private import CResolv
import Foundation

/// A domain whose DNS says which servers hold its directory (RFC 2782): `srv:DOMAIN` or `srv+ldaps:DOMAIN`.
struct LDAPDomain {
  /// Without a final dot, in lower case.
  let name: String
  /// Whether the service asked for is encrypted from the first byte.
  private let isEncrypted: Bool

  /// Nil for any other way to say where a directory is.
  init?(_ text: String) {
    let isEncrypted = text.hasPrefix("srv+ldaps:")
    guard isEncrypted || text.hasPrefix("srv:"), let mark = text.firstIndex(of: ":") else { return nil }
    self.isEncrypted = isEncrypted
    name = text[text.index(after: mark)...].lowercased()
  }

  /// The name the DNS is asked for.
  var question: String { (isEncrypted ? "_ldaps._tcp." : "_ldap._tcp.") + name }

  /// The same as ldap.conf(5) and ldapsearch(1) spell it (RFC 2247).
  var searchURL: String {
    (isEncrypted ? "ldaps:///" : "ldap:///") + name.split(separator: ".").map { "dc%3D\($0)" }.joined(separator: "%2C")
  }

  /// Why a domain led to no server.
  struct Unlocated: Error { let detail: String }

  /// The servers in the order in which to try them, asked for anew each time; as long as the DNS says the same, in the same
  /// order, since what changed is told by one server at a time.
  ///
  /// - Parameter patience: seconds to wait for each name server.
  func servers(patience: Int) throws(Unlocated) -> [String] {
    var lots = HostLots(question)
    return try urls(of: SRVRecord.inOrder(ask(patience: patience), using: &lots))
  }

  private func ask(patience: Int) throws(Unlocated) -> [SRVRecord] {
    var answer = [UInt8](repeating: 0, count: 65_535)
    var failure: Int32 = 0
    let length = navette_resolve(
      question, Int32(SRVAnswer.type), Int32(patience), &answer, Int32(answer.count), &failure)
    guard length >= 0 else {
      let reason = hstrerror(failure).map { String(cString: $0) } ?? "h_errno \(failure)"
      throw Unlocated(detail: "no SRV record of \(question): \(reason)")
    }
    guard let records = SRVAnswer.records(in: Array(answer.prefix(Int(length)))) else {
      throw Unlocated(detail: "no DNS answer to \(question)")
    }
    return records
  }

  /// The servers' URLs; nothing is let through that is not below the domain.
  ///
  /// The DNS is not signed, and a certificate is checked against the name it gave. Whoever forges an answer may name a server
  /// of their own, with a certificate that is right for it, but not one below this domain (as in RFC 6186 §6).
  func urls(of records: [SRVRecord]) throws(Unlocated) -> [String] {
    let there = records.filter { !$0.target.isEmpty && $0.port > 0 }
    guard !there.isEmpty else { throw Unlocated(detail: "\(question) has no server") }
    if let stranger = there.first(where: { !$0.target.hasSuffix("." + name) }) {
      throw Unlocated(
        detail: "\(question) names \(stranger.target), which is not below \(name); write it in url if it is right")
    }
    return there.map { record in
      // 636 is where TLS begins with the first byte, whatever the service is called.
      "\(isEncrypted || record.port == 636 ? "ldaps" : "ldap")://\(record.target):\(record.port)"
    }
  }
}
