/// A message as it follows DATA: lines that begin with a dot get another one, and a lone dot ends it (RFC 5321 §4.5.2).
struct MessageContent {
  let bytes: [UInt8]

  /// A CR or LF that stands alone becomes a whole line end: some servers take `LF . LF` for the end of a message, and
  /// what follows for a new one.
  init(_ message: [UInt8]) {
    let carriageReturn = UInt8(ascii: "\r")
    let lineFeed = UInt8(ascii: "\n")
    var content: [UInt8] = []
    content.reserveCapacity(message.count + 64)
    var isLineStart = true
    var previous: UInt8 = 0
    for byte in message {
      if byte == lineFeed, previous == carriageReturn {
        previous = byte
        continue
      }
      if byte == lineFeed || byte == carriageReturn {
        content.append(carriageReturn)
        content.append(lineFeed)
        isLineStart = true
      } else {
        if isLineStart, byte == UInt8(ascii: ".") { content.append(byte) }
        content.append(byte)
        isLineStart = false
      }
      previous = byte
    }
    if !isLineStart { content += [carriageReturn, lineFeed] }
    bytes = content + Array(".\r\n".utf8)
  }
}
