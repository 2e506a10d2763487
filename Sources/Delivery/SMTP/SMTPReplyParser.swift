/// Cuts what a server sends into answers (RFC 5321 §4.2.1), whatever the pieces it arrives in.
struct SMTPReplyParser {
  /// What the server sent is not an answer.
  struct Malformed: Error {}

  private var pending: [UInt8] = []
  /// Where the next answer begins.
  private var start = 0

  /// More than any server says, and little enough to hold.
  private static let longestLine = 4_096
  private static let mostLines = 128

  init() {}

  mutating func take(_ bytes: [UInt8]) { pending += bytes }

  /// The next whole answer, if there is one yet.
  mutating func next() throws(Malformed) -> SMTPReply? {
    var lines: [ArraySlice<UInt8>] = []
    var position = start
    while let end = pending[position...].firstIndex(of: UInt8(ascii: "\n")) {
      var line = pending[position..<end]
      if line.last == UInt8(ascii: "\r") { line.removeLast() }
      guard lines.count < Self.mostLines, Self.isWellFormed(line) else { throw Malformed() }
      lines.append(line.prefix(Self.longestLine))
      position = end + 1
      guard Self.goesOn(line) else {
        defer { discard(to: position) }
        return Self.reply(lines)
      }
    }
    if pending.count - position > Self.longestLine { throw Malformed() }
    return nil
  }

  /// Three digits, and a blank or a hyphen if there is more.
  private static func isWellFormed(_ line: ArraySlice<UInt8>) -> Bool {
    guard line.count >= 3, line.prefix(3).allSatisfy({ (48...57).contains($0) }) else { return false }
    return line.count == 3 || line[line.startIndex + 3] == UInt8(ascii: " ") || goesOn(line)
  }

  private static func goesOn(_ line: ArraySlice<UInt8>) -> Bool {
    line.count > 3 && line[line.startIndex + 3] == UInt8(ascii: "-")
  }

  private static func reply(_ lines: [ArraySlice<UInt8>]) -> SMTPReply {
    let code = lines.last?.prefix(3) ?? []
    let texts = lines.map { $0.dropFirst(4) }.filter { !$0.isEmpty }
    var text = Array(code)
    for part in texts { text += [UInt8(ascii: " ")] + part }
    // Servers answer in ASCII or UTF-8; anything else is shown as best it can be.
    return SMTPReply(code: code.reduce(0) { $0 * 10 + Int($1) - 48 }, text: String(decoding: text, as: UTF8.self))
  }

  private mutating func discard(to position: Int) {
    start = position
    guard start == pending.count else { return }
    pending.removeAll(keepingCapacity: true)
    start = 0
  }
}
