import Foundation

/// Where mails are handed over.
enum MailTransportURL: Equatable, Sendable {
  /// A relay (RFC 5321), encrypted by STARTTLS if at all.
  case smtp(host: String, port: Int)
  /// A relay spoken to over TLS from the first byte (RFC 8314).
  case smtps(host: String, port: Int)
  /// A folder, one file a mail.
  case file(path: String)

  init?(_ text: String, absolute: (String) -> String) {
    if text.hasPrefix("file:"), text.utf8.count > 5 {
      let path = text.hasPrefix("file://") ? text.dropFirst(7) : text.dropFirst(5)
      // What stands between `//` and `/` is a host (RFC 8089), and this machine has no name there.
      guard !path.isEmpty, !text.hasPrefix("file://") || path.hasPrefix("/") else { return nil }
      self = .file(path: absolute(String(path)))
    } else if let server = ServerAddress(text, scheme: "smtp", port: 25) {
      self = .smtp(host: server.host, port: server.port)
    } else if let server = ServerAddress(text, scheme: "smtps", port: 465) {
      self = .smtps(host: server.host, port: server.port)
    } else {
      return nil
    }
  }
}
