import Foundation
import Provisioning

/// A mail as it goes over the wire: text and HTML side by side (RFC 5322, RFC 2045, RFC 2046 §5.1.4).
///
/// Nothing in it depends on when or where it is written, so a copy is the same to the byte.
package struct Message: Equatable, Sendable {
  package let from: Mailbox
  package let replyTo: Mailbox?
  package let to: Mailbox
  package let subject: String
  package let date: Date
  /// With or without its angle brackets.
  package let messageID: String
  package let language: Language
  package let text: String
  package let html: String
  package let attachment: Attachment?

  /// A file that comes with the mail (RFC 2183 §2.2).
  package struct Attachment: Equatable, Sendable {
    /// ASCII, without quotes.
    package let name: String
    /// Its media type, with its parameters.
    package let type: String
    package let bytes: [UInt8]

    package init(name: String, type: String, bytes: [UInt8]) {
      self.name = name
      self.type = type
      self.bytes = bytes
    }
  }

  package init(
    from: Mailbox, replyTo: Mailbox?, to: Mailbox, subject: String, date: Date, messageID: String,
    language: Language, text: String, html: String, attachment: Attachment? = nil
  ) {
    self.from = from
    self.replyTo = replyTo
    self.to = to
    self.subject = subject
    self.date = date
    self.messageID = messageID
    self.language = language
    self.text = text
    self.html = html
    self.attachment = attachment
  }

  /// CR LF line ends, seven bits, no line over 76 characters but for an address or identifier that is longer.
  package var bytes: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2_048 + (text.utf8.count + html.utf8.count + (attachment?.bytes.count ?? 0)) * 3 / 2)
    for field in header { bytes += field.text.utf8 }
    bytes += "\r\n".utf8
    guard let attachment else {
      alternatives(boundary, into: &bytes)
      return bytes
    }
    bytes += "--\(boundary)\r\nContent-Type: multipart/alternative;\r\n boundary=\"\(boundary)1\"\r\n\r\n".utf8
    alternatives(boundary + "1", into: &bytes)
    bytes += "\r\n".utf8
    part(attachment, into: &bytes)
    bytes += "--\(boundary)--\r\n".utf8
    return bytes
  }

  private var header: [HeaderField] {
    var fields = [
      HeaderField("Date", token: MessageDate(date).text),
      HeaderField("From", mailbox: from),
      HeaderField("To", mailbox: to),
      HeaderField("Subject", text: subject),
      HeaderField("Message-ID", token: "<\(bareID)>"),
      // No out-of-office answers, please: RFC 3834 §5, and the word that Exchange understands.
      HeaderField("Auto-Submitted", token: "auto-generated"),
      HeaderField("X-Auto-Response-Suppress", token: "All"),
      HeaderField("Content-Language", token: language.rawValue),
      HeaderField("MIME-Version", token: "1.0"),
      HeaderField(
        "Content-Type", token: "multipart/\(attachment == nil ? "alternative" : "mixed"); boundary=\"\(boundary)\""),
    ]
    if let replyTo { fields.insert(HeaderField("Reply-To", mailbox: replyTo), at: 2) }
    return fields
  }

  private static let signs = Set("!#$%&'*+-/=?^_`{|}~.@".utf8)

  /// The identifier without brackets, and without anything that cannot stand in one (RFC 5322 §3.6.4).
  private var bareID: String {
    let safe = messageID.utf8.filter { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 0x20) || Self.signs.contains(byte)
    }
    return String(decoding: safe, as: UTF8.self)
  }

  /// `=_` cannot stand in quoted-printable text, so no part can contain its own end (RFC 2045 §6.7).
  private var boundary: String {
    "=_" + PasswordToken.hexadecimal(Digest128(of: Array(bareID.utf8)).bytes)
  }

  private func alternatives(_ boundary: String, into bytes: inout [UInt8]) {
    part("text/plain", text, boundary, into: &bytes)
    part("text/html", html, boundary, into: &bytes)
    bytes += "--\(boundary)--\r\n".utf8
  }

  private func part(_ type: String, _ content: String, _ boundary: String, into bytes: inout [UInt8]) {
    bytes += "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n".utf8
    bytes += "Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8
    bytes += QuotedPrintable(content).bytes
    // The line end before a boundary belongs to the boundary (RFC 2046 §5.1.1).
    bytes += "\r\n".utf8
  }

  private func part(_ attachment: Attachment, into bytes: inout [UInt8]) {
    bytes += "--\(boundary)\r\nContent-Type: \(attachment.type)\r\nContent-Transfer-Encoding: base64\r\n".utf8
    bytes += "Content-Disposition: attachment;\r\n filename=\"\(attachment.name)\"\r\n\r\n".utf8
    // Lines of 76 characters (RFC 2045 §6.8).
    let lines = Data(attachment.bytes).base64EncodedData(
      options: [.lineLength76Characters, .endLineWithCarriageReturn, .endLineWithLineFeed])
    bytes += lines
    bytes += "\r\n".utf8
  }
}
