import Foundation

/// Text made safe for a terminal: nothing in a value can move the cursor, change colours or turn the direction.
enum TerminalText {
  /// Columns the text takes when every byte of it may be shown as it is, else nil.
  ///
  /// The quick way for nearly all text: ASCII, Latin letters, and the punctuation of French.
  static func plainWidth(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    var width = 0
    let count = bytes.count
    while index < count {
      let byte = bytes[index]
      if byte >= 0x20 && byte < 0x7F {
        index += 1
      } else if byte >= 0xC2 && byte < 0xCC && index + 1 < count {
        // U+00A0 to U+02FF but the soft hyphen: neither controls nor combining marks.
        if byte == 0xC2 && (bytes[index + 1] < 0xA0 || bytes[index + 1] == 0xAD) { return nil }
        index += 2
      } else if byte == 0xE2 && index + 2 < count && isPunctuation(bytes[index + 1], bytes[index + 2]) {
        index += 3
      } else {
        return nil
      }
      width += 1
    }
    return width
  }

  /// What follows E2 in U+2010 to U+2027, U+202F and U+2190 to U+21BF.
  static func isPunctuation(_ second: UInt8, _ third: UInt8) -> Bool {
    (second == 0x80 && ((third >= 0x90 && third <= 0xA7) || third == 0xAF)) || (second == 0x86 && third >= 0x90)
  }

  /// The text with `\u{202E}` in the place of whatever must not reach a terminal.
  static func safe(_ text: String) -> String {
    var text = text
    if text.withUTF8({ plainWidth($0) }) != nil { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isSafe(scalar) {
        result.append(scalar)
      } else {
        result.append(contentsOf: "\\u{\(String(scalar.value, radix: 16, uppercase: true))}".unicodeScalars)
      }
    }
    return String(result)
  }

  /// Joiners stay, since names of some scripts and emoji need them; no other invisible sign does.
  static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
    case .format: scalar.value == 0x200C || scalar.value == 0x200D
    default: true
    }
  }
}
