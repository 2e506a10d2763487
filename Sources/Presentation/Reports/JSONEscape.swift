import Foundation

/// The inside of a JSON string (RFC 8259 §7).
enum JSONEscape {
  static func append(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var start = 0
    var index = 0
    while index < text.count {
      if isPlain(text, index) {
        index += 1
        continue
      }
      bytes.append(contentsOf: text[start..<index])
      index += escape(text, index, &bytes)
      start = index
    }
    bytes.append(contentsOf: text[start...])
  }

  /// ASCII but for quotes, backslashes and controls, and whatever cannot begin a scalar a terminal would obey.
  private static func isPlain(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    let byte = text[index]
    if byte < 0x80 { return byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F }
    // Continuation bytes go with what began them; leads of letters up to U+02FF are plain, but C1 controls.
    if byte < 0xC0 { return true }
    if byte == 0xC2 { return index + 1 < text.count && text[index + 1] >= 0xA0 && text[index + 1] != 0xAD }
    if byte == 0xE2 && index + 2 < text.count { return TerminalText.isPunctuation(text[index + 1], text[index + 2]) }
    return byte < 0xD8
  }

  /// Writes the scalar at `index` and tells how many bytes it took.
  private static func escape(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ bytes: inout [UInt8]) -> Int {
    let lead = text[index]
    if lead < 0x80 {
      ascii(lead, &bytes)
      return 1
    }
    let length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    let slice = text[index..<min(index + length, text.count)]
    if let scalar = scalar(slice), !TerminalText.isSafe(scalar) {
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter { hex(unit, &bytes) }
    } else {
      bytes.append(contentsOf: slice)
    }
    return slice.count
  }

  private static func scalar(_ slice: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    guard let lead = slice.first else { return nil }
    let bits = UInt32(lead) & (slice.count == 2 ? 0x1F : slice.count == 3 ? 0x0F : 0x07)
    return Unicode.Scalar(slice.dropFirst().reduce(bits) { $0 << 6 | UInt32($1 & 0x3F) })
  }

  private static func ascii(_ byte: UInt8, _ bytes: inout [UInt8]) {
    let short: UInt8? =
      switch byte {
      case 0x22, 0x5C: byte
      case 0x08: UInt8(ascii: "b")
      case 0x09: UInt8(ascii: "t")
      case 0x0A: UInt8(ascii: "n")
      case 0x0C: UInt8(ascii: "f")
      case 0x0D: UInt8(ascii: "r")
      default: nil
      }
    guard let short else { return hex(UInt16(byte), &bytes) }
    bytes.append(0x5C)
    bytes.append(short)
  }

  private static func hex(_ unit: UInt16, _ bytes: inout [UInt8]) {
    bytes.append(contentsOf: [0x5C, UInt8(ascii: "u")])
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(unit >> UInt16(shift) & 0xF)
      bytes.append(digit < 10 ? 48 + digit : 87 + digit)
    }
  }
}
