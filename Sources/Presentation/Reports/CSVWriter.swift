import Foundation

/// Writes comma-separated values for a spreadsheet (RFC 4180): UTF-8 with a byte order mark, lines that end in CR LF.
///
/// A cell is one line and never begins a formula: what a spreadsheet would evaluate gets an apostrophe in front (OWASP,
/// CSV injection).
struct CSVWriter {
  private(set) var bytes: [UInt8] = Self.mark
  private var isFirst = true

  /// Without it spreadsheets take the text for one of their own code pages.
  private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
  private static let quote = UInt8(ascii: "\"")

  /// Hands the bytes over; what comes next follows on.
  mutating func tear() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  mutating func cell(_ text: String?) {
    separate()
    guard var text, !text.isEmpty else { return }
    let isPlain = text.withUTF8 { Self.isPlain($0) && TerminalText.plainWidth($0) != nil }
    if isPlain { bytes.append(contentsOf: text.utf8) } else { append(TerminalText.safe(Self.harmless(text))) }
  }

  mutating func endRow() {
    bytes.append(contentsOf: [0x0D, 0x0A])
    isFirst = true
  }

  private mutating func separate() {
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
  }

  private mutating func append(_ text: String) {
    let needsQuotes = text.utf8.contains { $0 == Self.quote || $0 == UInt8(ascii: ",") }
    guard needsQuotes else { return bytes.append(contentsOf: text.utf8) }
    bytes.append(Self.quote)
    for byte in text.utf8 {
      if byte == Self.quote { bytes.append(Self.quote) }
      bytes.append(byte)
    }
    bytes.append(Self.quote)
  }

  /// Neither a quote nor a comma in it, and no formula.
  private static func isPlain(_ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = utf8.first, !"=+-@".utf8.contains(first) else { return false }
    return utf8.allSatisfy { $0 != quote && $0 != UInt8(ascii: ",") }
  }

  /// The signs a formula begins with, the full-width ones of some keyboards among them.
  private static let beginnings: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}",
  ]

  private static func harmless(_ text: String) -> String {
    text.unicodeScalars.first.map(beginnings.contains) == true ? "'" + text : text
  }
}
