/// A message as it follows DATA: lines that begin with a dot get another one, and a lone dot ends it (RFC 5321 §4.5.2).
struct MessageContent {
  let bytes: [UInt8]

  /// A CR or LF that stands alone becomes a whole line end: some servers take `LF . LF` for the end of a message, and
  /// what follows for a new one.
  init(_ message: [UInt8]) {
    bytes = (Self.isReady(message) ? message : Self.mended(message)) + Array(".\r\n".utf8)
  }

  /// Whether nothing has to be changed, as with nearly all of our own messages.
  private static func isReady(_ message: [UInt8]) -> Bool {
    var previous = UInt8(ascii: "\n")
    for byte in message {
      switch byte {
      case UInt8(ascii: "\n"): if previous != UInt8(ascii: "\r") { return false }
      case _ where previous == UInt8(ascii: "\r"): return false
      case UInt8(ascii: "."): if previous == UInt8(ascii: "\n") { return false }
      default: break
      }
      previous = byte
    }
    return previous == UInt8(ascii: "\n")
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
