import Provisioning

/// A connection to the relay as the outbox sees it: sessions that end on the way are replaced unseen.
package final class SMTPConnection: MailConnection {
  private let settings: SMTPSettings
  private var session: SMTPSession
  /// Mails the present session has carried.
  private var carried = 0

  private struct Outgoing {
    let content: MessageContent
    let envelope: SMTPSession.Envelope
    let next: SMTPSession.Envelope?
  }

  package init(_ settings: SMTPSettings) throws(DeliveryError) {
    self.settings = settings
    session = try SMTPSession(settings)
  }

  package func send(
    _ message: [UInt8], from sender: String, to recipient: String, before next: String?
  ) throws(DeliveryError) -> MailReply {
    guard Self.isPath(sender) else {
      throw .senderRefused(relay: settings.relay, reply: "501 5.1.7 not an address that SMTP can carry")
    }
    guard Self.isPath(recipient) else {
      return MailReply(.refused(recipient: true), text: "501 5.1.3 not an address that SMTP can carry")
    }
    let envelope = SMTPSession.Envelope(sender: sender, recipient: recipient)
    if !session.canSend(envelope) || carried >= settings.mailsPerConnection { try renew() }
    let mail = Outgoing(
      content: MessageContent(message), envelope: envelope,
      next: next.flatMap { Self.isPath($0) ? SMTPSession.Envelope(sender: sender, recipient: $0) : nil })
    if carried > 0, let reply = try sendOnUsedSession(mail) { return reply }
    return try transmit(mail)
  }

  package func close() { session.quit() }

  /// Sends on a session that carried mails before; nil when the server ended it first, and a new one stands.
  ///
  /// A server may end a session that was idle or long (421, RFC 5321 §3.8). As long as it has not seen the content
  /// the mail cannot have been accepted, and is sent again at once.
  private func sendOnUsedSession(_ mail: Outgoing) throws(DeliveryError) -> MailReply? {
    do {
      let reply = try transmit(mail)
      guard session.isOver, reply.verdict == .deferred else { return reply }
    } catch {
      guard case .connectionLost = error, !session.hasSentContent else { throw error }
    }
    try renew()
    return nil
  }

  private func transmit(_ mail: Outgoing) throws(DeliveryError) -> MailReply {
    carried += 1
    let isLast = carried >= settings.mailsPerConnection
    return try session.send(mail.content, mail.envelope, before: isLast ? nil : mail.next)
  }

  private func renew() throws(DeliveryError) {
    session.quit()
    session = try SMTPSession(settings)
    carried = 0
  }

  /// Whether a text can stand between `<` and `>` in MAIL and RCPT: nothing in it may end the line or the path, and it
  /// is ASCII, since SMTPUTF8 (RFC 6531) is not spoken.
  private static func isPath(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 254
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
  }
}
