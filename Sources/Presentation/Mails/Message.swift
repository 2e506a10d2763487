import Foundation
import Provisioning

/// A mail as it goes over the wire: text and HTML side by side (RFC 5322, RFC 2045, RFC 2046 §5.1.4).
///
/// Nothing in it depends on when or where it is written, so a copy is the same to the byte.
struct Message: Equatable, Sendable {
  let letterhead: Letterhead
  let to: Mailbox
  let date: Date
  /// Without its angle brackets.
  let messageID: String
  let text: QuotedPrintable
  let html: QuotedPrintable
  let attachment: Attachment?
  private let boundary: String

  /// A file that comes with the mail (RFC 2183 §2.2).
  struct Attachment: Equatable, Sendable {
    /// ASCII, without quotes.
    let name: String
    /// Its media type, with its parameters.
    let type: String
    let bytes: [UInt8]

    init(name: String, type: String, bytes: [UInt8]) {
      self.name = name
      self.type = type
      self.bytes = bytes
    }
  }

  /// - Parameter messageID: with or without its angle brackets.
  init(
    _ letterhead: Letterhead, to: Mailbox, date: Date, messageID: String, text: QuotedPrintable, html: QuotedPrintable,
    attachment: Attachment? = nil
  ) {
    self.letterhead = letterhead
    self.to = to
    self.date = date
    self.messageID = Self.bare(messageID)
    self.text = text
    self.html = html
    self.attachment = attachment
    // `=_` cannot stand in quoted-printable text, so no part can contain its own end (RFC 2045 §6.7).
    boundary = "=_" + PasswordToken.hexadecimal(Digest128(of: Array(self.messageID.utf8)).bytes)
  }

  /// CR LF line ends, seven bits, no line over 76 characters but for an address or identifier that is longer.
  var bytes: [UInt8] {
    var bytes: [UInt8] = []
    let attached = (attachment?.bytes.count ?? 0) * 3 / 2
    bytes.reserveCapacity(2_048 + text.bytes.count + html.bytes.count + attached)
    bytes += "Date: \(MessageDate(date).text)\r\n".utf8
    bytes += letterhead.bytes
    bytes += HeaderField("To", mailbox: to).text.utf8
    bytes += "Message-ID: <\(messageID)>\r\n".utf8
    let type = attachment == nil ? "alternative" : "mixed"
    bytes += "Content-Type: multipart/\(type);\r\n boundary=\"\(boundary)\"\r\n\r\n".utf8
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

  private static let signs = Set("!#$%&'*+-/=?^_`{|}~.@".utf8)

  /// The identifier without brackets, and without anything that cannot stand in one (RFC 5322 §3.6.4).
  private static func bare(_ messageID: String) -> String {
    let safe = messageID.utf8.filter { byte in
      (48...57).contains(byte) || (97...122).contains(byte | 0x20) || signs.contains(byte)
    }
    return String(decoding: safe, as: UTF8.self)
  }

  private func alternatives(_ boundary: String, into bytes: inout [UInt8]) {
    part("text/plain", text, boundary, into: &bytes)
    part("text/html", html, boundary, into: &bytes)
    bytes += "--\(boundary)--\r\n".utf8
  }

  private func part(_ type: String, _ content: QuotedPrintable, _ boundary: String, into bytes: inout [UInt8]) {
    bytes += "--\(boundary)\r\nContent-Type: \(type); charset=utf-8\r\n".utf8
    bytes += "Content-Transfer-Encoding: quoted-printable\r\n\r\n".utf8
    bytes += content.bytes
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
