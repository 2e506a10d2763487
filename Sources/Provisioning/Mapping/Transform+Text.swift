import Foundation

/// The plain steps, quick for the plain values nearly all are.
extension Transform {
  /// Without the white space around it; the text itself when there is none, which is the rule.
  static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last else { return text }
    guard first <= 0x20 || first >= 0x80 || last <= 0x20 || last >= 0x80 else { return text }
    let scalars = text.unicodeScalars
    guard scalars.first?.properties.isWhitespace == true || scalars.last?.properties.isWhitespace == true else {
      return text
    }
    return text.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  static func isASCII(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }

  static func asciiLowercased(_ text: String) -> String {
    mapped(text) { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
  }

  static func asciiUppercased(_ text: String) -> String {
    mapped(text) { $0 >= 97 && $0 <= 122 ? $0 & 0xdf : $0 }
  }

  private static func mapped(_ text: String, _ change: (UInt8) -> UInt8) -> String {
    let bytes = text.utf8
    return String(unsafeUninitializedCapacity: bytes.count) { buffer in
      var count = 0
      for byte in bytes {
        buffer[count] = change(byte)
        count += 1
      }
      return count
    }
  }
}
