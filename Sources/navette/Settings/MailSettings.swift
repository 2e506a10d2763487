import Presentation
import Provisioning

/// How mails leave.
struct MailSettings: Equatable, Sendable {
  enum StartTLS: String, Equatable, Sendable, CaseIterable { case required, opportunistic, off }

  struct Credentials: Equatable, Sendable {
    let username: String
    let password: Secret
  }

  let transport: MailTransportURL
  let startTLS: StartTLS
  let credentials: Credentials?
  let caFile: String?
  let from: Mailbox
  let envelopeFrom: Mailbox?
  let replyTo: Mailbox?
  let connections: Int
  let rate: Rate?
  let quietHours: QuietHours?
  /// How long `sync` itself delivers, in seconds.
  let deliverFor: Int
  /// A folder whose files stand in for the templates of the same names.
  let templates: String?
}
