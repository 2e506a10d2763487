/// Cuts what a server sends into answers (RFC 5321 §4.2.1), whatever the pieces it arrives in.
struct SMTPReplyParser {
  /// What the server sent is not an answer.
  struct Malformed: Error {}

  private var pending: [UInt8] = []
  private var lines: [String] = []

  /// More than any server says, and little enough to hold.
  private static let longestLine = 4_096
  private static let mostLines = 128

  init() {}

  mutating func take(_ bytes: [UInt8]) { pending += bytes }

  /// The next whole answer, if there is one yet.
  mutating func next() throws(Malformed) -> SMTPReply? {
    while let line = try nextLine() {
      let bytes = Array(line.utf8)
      guard bytes.count >= 3, bytes[..<3].allSatisfy({ (48...57).contains($0) }), lines.count < Self.mostLines,
        bytes.count == 3 || bytes[3] == UInt8(ascii: " ") || bytes[3] == UInt8(ascii: "-")
      else { throw Malformed() }
      lines.append(line)
      if bytes.count == 3 || bytes[3] == UInt8(ascii: " ") { return reply() }
    }
    return nil
  }

  private mutating func reply() -> SMTPReply {
    defer { lines = [] }
    let code = lines.last?.prefix(3) ?? ""
    let texts = lines.map { $0.dropFirst(4) }.filter { !$0.isEmpty }
    return SMTPReply(code: Int(code) ?? 0, text: ([code] + texts).joined(separator: " "))
  }

  private mutating func nextLine() throws(Malformed) -> String? {
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else {
      if pending.count > Self.longestLine { throw Malformed() }
      return nil
    }
    var line = pending[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    // Servers answer in ASCII or UTF-8; anything else is shown as best it can be.
    let text = String(decoding: line.prefix(Self.longestLine), as: UTF8.self)
    pending.removeSubrange(...end)
    return text
  }
}
