/// A template rendered once for all mails that differ in nothing but the texts of one person, with their places kept open.
///
/// Mustache takes longer over a mail than a relay does. Most lines are the same in every mail and are encoded once.
struct MailSkeleton {
  private enum Part {
    /// Whole lines, as they leave.
    case fixed(QuotedPrintable)
    case line([Piece])
  }

  private struct Piece {
    let text: String
    /// What follows the text.
    let fact: MailFacts.Own?
  }

  private var parts: [Part] = []
  /// About what a mail comes to, in bytes.
  private var length: Int {
    parts.reduce(0) { sum, part in
      switch part {
      case .fixed(let lines): sum + lines.bytes.count
      case .line: sum + 400
      }
    }
  }

  /// What stands for a text while the template is rendered: characters of nobody's, which `PlainText` keeps out.
  private static let open: Character = "\u{F0000}"
  private static let close: Character = "\u{F0001}"

  init(_ facts: MailFacts, render: ([String: Any]) -> String) {
    let standIns = facts.values { own, _ in "\(Self.open)\(own.rawValue)\(Self.close)" }
    var fixed = QuotedPrintable()
    for line in Self.lines(of: render(standIns)) {
      if line.contains(Self.open) {
        parts.append(.fixed(fixed))
        parts.append(.line(Self.pieces(of: line)))
        fixed = QuotedPrintable()
      } else {
        fixed.append(line)
      }
    }
    parts.append(.fixed(fixed))
  }

  /// Each with its line end, so that it can be encoded by itself.
  private static func lines(of text: String) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.map { $0 + "\n" }
  }

  private static func pieces(of line: String) -> [Piece] {
    line.split(separator: close, omittingEmptySubsequences: false).map { part in
      let halves = part.split(separator: open, maxSplits: 1, omittingEmptySubsequences: false)
      return Piece(text: String(halves[0]), fact: halves.count > 1 ? MailFacts.Own(rawValue: String(halves[1])) : nil)
    }
  }

  /// - Parameter isHTML: whether the texts are escaped, as Mustache does.
  func filled(_ facts: MailFacts, isHTML: Bool) -> QuotedPrintable {
    var content = QuotedPrintable(capacity: length)
    for part in parts {
      switch part {
      case .fixed(let lines): content.append(lines)
      case .line(let pieces): content.append(Self.filled(pieces, facts, isHTML: isHTML))
      }
    }
    return content
  }

  private static func filled(_ pieces: [Piece], _ facts: MailFacts, isHTML: Bool) -> String {
    var text = ""
    for piece in pieces {
      text += piece.text
      guard let value = piece.fact.flatMap({ facts[$0] }) else { continue }
      text += isHTML ? escaped(value) : value
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
