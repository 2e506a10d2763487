/// Cuts what a server sends into answers (RFC 5321 §4.2.1), whatever the pieces it arrives in.
struct SMTPReplyParser {
  /// What the server sent is not an answer.
  struct Malformed: Error {}

  private var pending: [UInt8] = []
  private var lines: [[UInt8]] = []

  /// More than any server says, and little enough to hold.
  private static let longestLine = 4_096
  private static let mostLines = 128

  init() {}

  mutating func take(_ bytes: [UInt8]) { pending += bytes }

  /// The next whole answer, if there is one yet.
  mutating func next() throws(Malformed) -> SMTPReply? {
    while let line = try nextLine() {
      guard line.count >= 3, line[..<3].allSatisfy({ (48...57).contains($0) }), lines.count < Self.mostLines,
        line.count == 3 || line[3] == UInt8(ascii: " ") || line[3] == UInt8(ascii: "-")
      else { throw Malformed() }
      lines.append(line)
      if line.count == 3 || line[3] == UInt8(ascii: " ") { return reply() }
    }
    return nil
  }

  private mutating func reply() -> SMTPReply {
    defer { lines.removeAll(keepingCapacity: true) }
    let code = lines.last?.prefix(3) ?? []
    let texts = lines.map { $0.dropFirst(4) }.filter { !$0.isEmpty }
    // Servers answer in ASCII or UTF-8; anything else is shown as best it can be.
    let text = String(decoding: Array(([code] + texts).joined(separator: " ".utf8)), as: UTF8.self)
    return SMTPReply(code: code.reduce(0) { $0 * 10 + Int($1) - 48 }, text: text)
  }

  private mutating func nextLine() throws(Malformed) -> [UInt8]? {
    guard let end = pending.firstIndex(of: UInt8(ascii: "\n")) else {
      if pending.count > Self.longestLine { throw Malformed() }
      return nil
    }
    var line = pending[..<end]
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    let bytes = Array(line.prefix(Self.longestLine))
    pending.removeSubrange(...end)
    return bytes
  }
}
