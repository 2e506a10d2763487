import Foundation

/// Text in words of ASCII, each of at most 75 characters (RFC 2047 §2), base64 of UTF-8.
struct EncodedWords: Equatable {
  private(set) var words: [String] = []

  /// - Parameter offset: what already stands on the first line.
  init(_ text: String, after offset: Int) {
    var bytes: [UInt8] = []
    var room = Self.room(offset)
    for scalar in text.unicodeScalars {
      // A character is never cut in two (RFC 2047 §5).
      if bytes.count + scalar.utf8.count > room {
        close(&bytes)
        room = Self.room(1)
      }
      bytes.append(contentsOf: scalar.utf8)
    }
    close(&bytes)
  }

  /// How many bytes fit on a line of 76 after `offset` characters.
  private static func room(_ offset: Int) -> Int {
    let frame = "=?utf-8?B??=".utf8.count
    return max(12, (76 - offset - frame) / 4 * 3)
  }

  private mutating func close(_ bytes: inout [UInt8]) {
    guard !bytes.isEmpty else { return }
    words.append("=?utf-8?B?\(Data(bytes).base64EncodedString())?=")
    bytes = []
  }
}
