import Provisioning

/// The name of a mail's file: its Message-ID, made safe for a file system.
struct MessageFileName: Equatable {
  let text: String

  /// An identifier that does not survive as it is, or is missing, is told apart by a digest.
  init(_ message: [UInt8]) {
    guard let id = Self.messageID(message), !id.isEmpty else {
      text = Self.digest(of: message) + ".eml"
      return
    }
    let safe = id.map { Self.isSafe($0) ? $0 : UInt8(ascii: "_") }
    let isWhole = safe == id && id.count <= 120 && id.first != UInt8(ascii: ".")
    let name = String(decoding: safe.prefix(120), as: UTF8.self)
    text = (isWhole ? name : "m-" + name + "-" + Self.digest(of: id)) + ".eml"
  }

  private static func digest(of bytes: [UInt8]) -> String { PasswordToken.hexadecimal(Digest128(of: bytes).bytes) }

  /// What stands between `<` and `>` in the header field (RFC 5322 §3.6.4).
  private static func messageID(_ message: [UInt8]) -> [UInt8]? {
    let field = Array("message-id:".utf8)
    for line in message.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.isEmpty || line.elementsEqual([UInt8(ascii: "\r")]) { return nil }
      let isField = line.count > field.count && zip(line, field).allSatisfy { $0 | 0x20 == $1 | 0x20 }
      guard isField else { continue }
      let value = line.dropFirst(field.count).filter { $0 > 0x20 }
      return value.filter { $0 != UInt8(ascii: "<") && $0 != UInt8(ascii: ">") }
    }
    return nil
  }

  private static func isSafe(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-_.@+=".utf8.contains(byte)
    }
  }
}
