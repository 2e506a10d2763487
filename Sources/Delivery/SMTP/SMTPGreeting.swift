/// What the server said while the connection was made: greeting, EHLO, StartTLS, AUTH.
struct SMTPGreeting {
  private(set) var lines: [String] = []

  mutating func add(_ line: String) { lines.append(line) }

  /// Whether the last EHLO offered an extension (RFC 5321 §4.1.1.1).
  ///
  /// What was offered before StartTLS was said in clear and does not count (RFC 3207 §4.2); it stands before the last
  /// line that begins with 220.
  func offers(_ keyword: String) -> Bool {
    let start = lines.lastIndex { $0.hasPrefix("220") } ?? 0
    return lines[start...].contains { line in
      line.hasPrefix("250") && line.dropFirst(4).split(separator: " ").first?.uppercased() == keyword
    }
  }

  /// The server agreed to StartTLS: its second "220" (RFC 3207 §4).
  var isEncrypted: Bool { lines.filter { $0.hasPrefix("220 ") || $0 == "220" }.count > 1 }

  /// The server accepted the sign-in (RFC 4954 §6).
  var isSignedIn: Bool { lines.contains { $0.hasPrefix("235") } }

  /// The last line that refused something.
  var refusal: String? { lines.last { $0.hasPrefix("4") || $0.hasPrefix("5") } }
}
