import Foundation

/// Whether what identifies a person is shown, or hidden behind `•••`.
package enum Redaction: Equatable, Sendable {
  case off, on

  package static let mark = "•••"

  private static let hiddenValue = Array("=•••".utf8)

  /// A name, a number, an address or any value of a person.
  package func value(_ text: String) -> String { self == .off ? text : Self.mark }

  /// Words of a server or a file in which a person's data may stand.
  package func foreign(_ text: String) -> String { self == .off || text.isEmpty ? text : Self.mark }

  /// A DN: its attribute types stay, its values go (RFC 4514 §3).
  package func dn(_ text: String) -> String {
    guard self == .on else { return text }
    var result: [UInt8] = []
    var start = 0
    var isEscaped = false
    let bytes = Array(text.utf8)
    result.reserveCapacity(bytes.count + 32)
    for index in 0...bytes.count {
      let isEnd = index == bytes.count
      let isSeparator =
        isEnd || (!isEscaped && (bytes[index] == UInt8(ascii: ",") || bytes[index] == UInt8(ascii: "+")))
      isEscaped = !isEnd && !isEscaped && bytes[index] == UInt8(ascii: "\\")
      guard isSeparator else { continue }
      guard let type = Self.type(of: bytes[start..<index]) else { return Self.mark }
      result += type
      result += Self.hiddenValue
      if !isEnd { result.append(bytes[index]) }
      start = index + 1
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// What stands before the equals sign, if it can be an attribute type; a piece of a value must not be taken for one.
  private static func type(of part: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let named = part.drop { $0 == 0x20 }
    guard let equals = named.firstIndex(of: UInt8(ascii: "=")), equals > named.startIndex else { return nil }
    let type = named[..<equals]
    let isType = type.allSatisfy { $0 == 45 || $0 == 46 || (48...57).contains($0) || (97...122).contains($0 | 32) }
    return isType ? type : nil
  }

  /// What an SMTP server said: the codes stay, the text names the recipient (RFC 5321 §4.2, RFC 3463).
  package func reply(_ text: String) -> String {
    guard self == .on else { return text }
    let code = text.prefix(3)
    guard code.count == 3, code.utf8.allSatisfy({ (48...57).contains($0) }) else { return Self.mark }
    let status = text.dropFirst(4).prefix { $0 != " " }
    let isStatus = status.split(separator: ".").count == 3 && status.utf8.allSatisfy { (46...57).contains($0) }
    return [code, isStatus ? status : "", Self.mark[...]].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// Only the server of a referral: its path names an entry (RFC 4516).
  package func referral(_ url: String) -> String {
    guard self == .on, let scheme = url.range(of: "://") else { return value(url) }
    return String(url[..<scheme.upperBound] + url[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" })
  }
}
