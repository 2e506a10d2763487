/// A server's answer: a code and one or more lines of text (RFC 5321 §4.2).
struct SMTPReply: Equatable {
  let code: Int
  /// Code and text; several lines are joined by a space.
  let text: String

  /// What a server that closes says, for one that closed without saying it.
  static let closing = SMTPReply(code: 421, text: "421 4.3.2 connection closed")

  var isPositive: Bool { (200..<400).contains(code) }

  /// Refused by a rule of the server's, not for want of a mailbox (RFC 3463 §3.8): `5.7.1 relay access denied` says
  /// nothing against the address.
  var isPolicy: Bool { text.dropFirst(4).hasPrefix("5.7.") }
}
