import Foundation

/// The first relative name of a DN (RFC 4514 §3).
enum RelativeName {
  /// The value of the first attribute of the first relative name, with its escapes undone.
  static func firstValue(of dn: String) -> String? {
    let bytes = Array(dn.utf8)
    guard let equals = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
    let type = bytes[..<equals].filter { $0 != 0x20 }
    guard AttributeDescription.isValid(type) else { return nil }
    let start = bytes[(equals + 1)...].firstIndex { $0 != 0x20 } ?? bytes.count
    guard start < bytes.count, bytes[start] != UInt8(ascii: "#"), let value = unescape(bytes[start...]) else {
      return nil
    }
    return value.isEmpty ? nil : String(validating: value, as: UTF8.self)
  }

  /// Up to an unescaped comma, plus or semicolon; trailing spaces that are not escaped are no part of it.
  private static func unescape(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    var kept = 0
    var index = bytes.startIndex
    while index < bytes.endIndex, !",+;".utf8.contains(bytes[index]) {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\") {
        guard index + 1 < bytes.endIndex else { return nil }
        if let high = Hex.digit(bytes[index + 1]) {
          guard index + 2 < bytes.endIndex, let low = Hex.digit(bytes[index + 2]) else { return nil }
          result.append(high << 4 | low)
          index += 3
        } else {
          result.append(bytes[index + 1])
          index += 2
        }
        kept = result.count
      } else {
        guard byte != UInt8(ascii: "\""), byte != 0 else { return nil }
        result.append(byte)
        if byte != 0x20 { kept = result.count }
        index += 1
      }
    }
    return Array(result.prefix(kept))
  }
}
