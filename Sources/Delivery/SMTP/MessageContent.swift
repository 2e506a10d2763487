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
    var rest = message[...]
    while !rest.isEmpty {
      let line = rest.prefix { $0 != carriageReturn && $0 != lineFeed }
      if line.first == UInt8(ascii: ".") { content.append(UInt8(ascii: ".")) }
      content += line
      content += [carriageReturn, lineFeed]
      rest = rest[line.endIndex...]
      rest = rest.dropFirst(rest.starts(with: [carriageReturn, lineFeed]) ? 2 : 1)
    }
    bytes = content + Array(".\r\n".utf8)
  }
}
