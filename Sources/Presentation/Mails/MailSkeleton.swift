/// A template rendered once for all mails that have the same facts, with the places of their texts kept open.
///
/// Mustache takes longer over a mail than a relay does; filling in a skeleton takes a tenth of that.
struct MailSkeleton {
  private struct Piece {
    let text: String
    /// The name of the fact that follows the text.
    let fact: String?
  }

  private var pieces: [Piece] = []

  /// What stands for a text while the template is rendered: characters of nobody's, which `PlainText` keeps out.
  private static let open: Character = "\u{F0000}"
  private static let close: Character = "\u{F0001}"

  init(_ facts: MailFacts, render: ([String: Any]) -> String) {
    let standIns = facts.values.reduce(into: [:]) { values, fact in
      values[fact.key] = fact.value is String ? "\(Self.open)\(fact.key)\(Self.close)" : fact.value
    }
    for part in render(standIns).split(separator: Self.close, omittingEmptySubsequences: false) {
      let halves = part.split(separator: Self.open, maxSplits: 1, omittingEmptySubsequences: false)
      pieces.append(Piece(text: String(halves[0]), fact: halves.count > 1 ? String(halves[1]) : nil))
    }
  }

  /// - Parameter isHTML: whether the texts are escaped, as Mustache does.
  func filled(_ facts: MailFacts, isHTML: Bool) -> String {
    var text = ""
    for piece in pieces {
      text += piece.text
      guard let name = piece.fact, let value = facts.values[name] as? String else { continue }
      text += isHTML ? Self.escaped(value) : value
    }
    return text
  }

  private static func escaped(_ text: String) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "<"): bytes += "&lt;".utf8
      case UInt8(ascii: ">"): bytes += "&gt;".utf8
      case UInt8(ascii: "&"): bytes += "&amp;".utf8
      case UInt8(ascii: "\""): bytes += "&quot;".utf8
      case UInt8(ascii: "'"): bytes += "&#39;".utf8
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
