/// What stands in the header of every mail of one subject: made once, not for each of a hundred thousand.
struct Letterhead: Equatable {
  /// The fields, each with its line end (RFC 5322 §2.2).
  let bytes: [UInt8]
  let subject: String

  init(from: Mailbox, replyTo: Mailbox?, subject: String, language: Language) {
    self.subject = subject
    let fields = [
      HeaderField("From", mailbox: from),
      replyTo.map { HeaderField("Reply-To", mailbox: $0) },
      HeaderField("Subject", text: subject),
      // No out-of-office answers, please: RFC 3834 §5, and the word that Exchange understands.
      HeaderField("Auto-Submitted", token: "auto-generated"),
      HeaderField("X-Auto-Response-Suppress", token: "All"),
      HeaderField("Content-Language", token: language.rawValue),
      HeaderField("MIME-Version", token: "1.0"),
    ]
    bytes = fields.compactMap(\.self).flatMap { Array($0.text.utf8) }
  }
}
