import Foundation

/// One line of a message's header, folded and encoded (RFC 5322 §2.2.3, RFC 2047).
struct HeaderField: Equatable {
  /// The field with its line ends, the last included.
  let text: String

  private static let lineLength = 76

  /// A field of words for people: encoded where they are not plain ASCII.
  init(_ name: String, text value: String) {
    let words = PlainText(value, longest: 400).text
    let pieces = Self.isPlain(words) ? Self.words(words) : EncodedWords(words, after: name.utf8.count + 2).words
    text = Self.fold(name, pieces)
  }

  /// A field of one mailbox.
  init(_ name: String, mailbox: Mailbox) {
    let address = mailbox.name.isEmpty ? mailbox.address.spelling : "<\(mailbox.address.spelling)>"
    text = Self.fold(name, Self.phrase(mailbox.name, after: name.utf8.count + 2) + [address])
  }

  /// A field whose value is our own, or an identifier: what is not printable ASCII is left out.
  init(_ name: String, token value: String) {
    let safe = value.utf8.filter { (0x20...0x7E).contains($0) }
    let words = String(decoding: safe, as: UTF8.self)
    let fits = name.utf8.count + 2 + safe.count <= Self.lineLength
    text = fits ? "\(name): \(words)\r\n" : Self.fold(name, Self.words(words))
  }

  /// A display name (RFC 5322 §3.2.5): as it is, quoted, or encoded.
  private static func phrase(_ name: String, after offset: Int) -> [String] {
    guard !name.isEmpty else { return [] }
    guard isPlain(name) else { return EncodedWords(name, after: offset).words }
    let isAtoms = name.utf8.allSatisfy { byte in
      byte == 0x20 || (byte | 0x20 >= 97 && byte | 0x20 <= 122) || (byte >= 48 && byte <= 57) || byte == 45
    }
    if isAtoms { return words(name) }
    return ["\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""]
  }

  /// Printable ASCII that cannot be taken for an encoded word, in words short enough to fold between.
  private static func isPlain(_ text: String) -> Bool {
    let utf8 = text.utf8
    return utf8.allSatisfy { (0x20...0x7E).contains($0) } && utf8.count <= 400
      && !zip(utf8, utf8.dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
      && utf8.split(separator: 0x20).allSatisfy { $0.count <= 60 }
  }

  private static func words(_ text: String) -> [String] {
    text.utf8.split(separator: 0x20).map { String(Substring($0)) }
  }

  private static func fold(_ name: String, _ pieces: [String]) -> String {
    var text = name + ":"
    var length = text.utf8.count
    for piece in pieces {
      let isTooLong = length + 1 + piece.utf8.count > lineLength && length > name.utf8.count + 1
      text += (isTooLong ? "\r\n " : " ") + piece
      length = (isTooLong ? 0 : length) + 1 + piece.utf8.count
    }
    return text + "\r\n"
  }
}
