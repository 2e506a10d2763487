import Provisioning

/// The ways mails can leave; the one switch from settings to a transport.
package enum TransportKind: Equatable, Sendable {
  case smtp(SMTPSettings)
  /// One file for each mail.
  case folder(path: String)

  package func transport() -> any MailTransport {
    switch self {
    case .smtp(let settings): SMTPTransport(settings)
    case .folder(let path): FolderTransport(path: path)
    }
  }
}
