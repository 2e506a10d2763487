/// A text as one word of a command that a person pastes into a shell.
package struct ShellWord: Equatable, Sendable {
  /// As it is, or in single quotes, which take everything but themselves (POSIX shell §2.2.2).
  package let text: String

  package init(_ text: String) {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "-_./:=,@%+".utf8.contains(byte)
      }
    }
    self.text = isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }
}
