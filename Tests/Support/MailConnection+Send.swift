import Provisioning

extension MailConnection {
  /// Sends a mail after which nobody says what follows.
  package func send(
    _ message: [UInt8], from sender: String, to recipient: String
  ) throws(DeliveryError) -> MailReply {
    try send(message, from: sender, to: recipient, before: nil)
  }
}
