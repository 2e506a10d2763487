import Foundation
import Provisioning

/// The ways mails can leave; the one switch from settings to a transport.
package enum TransportKind: Equatable, Sendable {
  case smtp(SMTPSettings)
  /// One file for each mail.
  case folder(path: String)

  /// Reads `smtp://HOST[:PORT]`, `smtps://HOST[:PORT]` or `file:DIRECTORY`; nil when the text is none of these.
  ///
  /// - Parameter folder: what a relative directory is relative to.
  package init?(_ address: String, relativeTo folder: String = ".") {
    if address.hasPrefix("file:") {
      let path = String(address.dropFirst(address.hasPrefix("file:///") ? 7 : 5))
      guard !path.isEmpty, !path.hasPrefix("//") else { return nil }
      self = .folder(path: path.hasPrefix("/") ? path : folder + "/" + path)
      return
    }
    guard let parts = URLComponents(string: address), let mode = SMTPSettings.Mode(rawValue: parts.scheme ?? ""),
      let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil,
      parts.path.isEmpty || parts.path == "/", parts.query == nil, parts.fragment == nil
    else { return nil }
    let port = parts.port ?? (mode == .smtps ? 465 : 25)
    guard (1...65_535).contains(port) else { return nil }
    self = .smtp(SMTPSettings(host: host.trimmingCharacters(in: ["[", "]"]), port: port, mode: mode))
  }

  package func transport() -> any MailTransport {
    switch self {
    case .smtp(let settings): SMTPTransport(settings)
    case .folder(let path): FolderTransport(path: path)
    }
  }
}
