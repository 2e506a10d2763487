import Provisioning

/// Hands mails to a relay by SMTP (RFC 5321).
package struct SMTPTransport: MailTransport {
  private let settings: SMTPSettings

  package init(_ settings: SMTPSettings) { self.settings = settings }

  package func connect() throws(DeliveryError) -> any MailConnection {
    try SMTPConnection(settings)
  }
}
