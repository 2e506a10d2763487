import Foundation

/// A message as it follows DATA: lines that begin with a dot get another one, and a lone dot ends it (RFC 5321 §4.5.2).
struct MessageContent {
  let bytes: [UInt8]

  /// A CR or LF that stands alone becomes a whole line end: some servers take `LF . LF` for the end of a message, and
  /// what follows for a new one.
  init(_ message: [UInt8]) {
    bytes = (Self.isReady(message) ? message : Self.mended(message)) + Array(".\r\n".utf8)
  }

  /// Whether nothing has to be changed, as with nearly all of our own messages: every CR stands before a LF, every LF behind a
  /// CR, no line begins with a dot, and the last has its end.
  private static func isReady(_ message: [UInt8]) -> Bool {
    message.withUnsafeBytes { bytes in
      var line = bytes.startIndex
      while line < bytes.endIndex {
        guard bytes[line] != UInt8(ascii: "."),
          let carriageReturn = bytes.firstIndex(of: UInt8(ascii: "\r"), from: line),
          let lineFeed = bytes.firstIndex(of: UInt8(ascii: "\n"), from: line), lineFeed == carriageReturn + 1
        else { return false }
        line = lineFeed + 1
      }
      return true
    }
  }

  private static func mended(_ message: [UInt8]) -> [UInt8] {
    let carriageReturn = UInt8(ascii: "\r")
    let lineFeed = UInt8(ascii: "\n")
    var content: [UInt8] = []
    content.reserveCapacity(message.count + 64)
    var rest = message[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != carriageReturn && $0 != lineFeed }
      if line.first == UInt8(ascii: ".") { content.append(UInt8(ascii: ".")) }
      content += line
      content += [carriageReturn, lineFeed]
      rest = rest[line.endIndex...]
      rest = rest.dropFirst(rest.starts(with: [carriageReturn, lineFeed]) ? 2 : 1)
    }
    return content
  }
}

extension UnsafeRawBufferPointer {
  /// memchr(3).
  fileprivate func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else { return nil }
    return UnsafeRawPointer(found) - base
  }
}
