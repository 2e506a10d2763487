import Foundation

/// A way for mails to leave: a relay, or a folder.
package protocol MailTransport: Sendable {
  /// Opens a connection on which mails are sent one after the other. One thread uses it.
  func connect() throws(DeliveryError) -> any MailConnection
}

/// One open connection. It stays usable after a mail was refused.
package protocol MailConnection: AnyObject {
  /// Sends one message (RFC 5322, CR LF line ends) and waits for the answer to it.
  ///
  /// - Parameter next: the recipient of the mail that is meant to follow, so that it can be announced with this one.
  /// - Throws: when the connection or the server failed before answering for this mail; the mail may be tried again.
  func send(
    _ message: [UInt8], from sender: String, to recipient: String, before next: String?
  ) throws(DeliveryError) -> MailReply

  /// Says goodbye. Called once, also after an error.
  func close()
}

/// The server's answer for one mail.
package struct MailReply: Equatable, Sendable {
  package enum Verdict: Equatable, Sendable {
    case accepted
    /// 4xx: temporary.
    case deferred
    /// 5xx: permanent; `recipient` when RCPT was refused, not the message.
    case refused(recipient: Bool)
  }

  package let verdict: Verdict
  /// Code and text as the server sent them (RFC 5321 §4.2).
  package let text: String

  package init(_ verdict: Verdict, text: String) {
    self.verdict = verdict
    self.text = text
  }
}
