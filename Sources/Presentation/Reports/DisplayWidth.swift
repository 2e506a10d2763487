import Foundation

/// Counts terminal columns scalar by scalar, remembering what joins to what.
///
/// After UAX #11 for East Asian width, and UTS #51 for emoji: two columns for what terminals draw wide, none for
/// combining marks and for what a joiner or a selector melts into the sign before.
struct DisplayWidth {
  private var joins = false
  private var halfFlag = false
  private var previous = 0

  /// Columns this scalar adds to the text before it.
  mutating func columns(of scalar: Unicode.Scalar) -> Int {
    let value = scalar.value
    if value >= 0x20 && value < 0x300 { return settle(1) }
    if value == 0x200D {
      joins = true
      return 0
    }
    if value == 0xFE0F {  // shown as an emoji: two columns in all
      defer { previous = 2 }
      return previous == 1 ? 1 : 0
    }
    if isMark(scalar) || (0x1F3FB...0x1F3FF).contains(value) && previous == 2 { return 0 }
    if joins {
      joins = false
      return 0
    }
    if (0x1F1E6...0x1F1FF).contains(value) {
      let isSecond = halfFlag
      let columns = settle(isSecond ? 0 : 2)
      halfFlag = !isSecond
      return columns
    }
    return settle(Self.isWide(value) ? 2 : 1)
  }

  private mutating func settle(_ columns: Int) -> Int {
    joins = false
    halfFlag = false
    previous = columns
    return columns
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: false
    }
  }

  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x231A...0x231B, 0x23E9...0x23EC, 0x2614...0x2615, 0x2648...0x2653, 0x26AA...0x26AB,
    0x26BD...0x26BE, 0x26C4...0x26C5, 0x2705...0x2705, 0x274C...0x274C, 0x2753...0x2755, 0x2795...0x2797,
    0x2B1B...0x2B1C, 0x2B50...0x2B50, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3,
    0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F004...0x1F004,
    0x1F0CF...0x1F0CF, 0x1F18E...0x1F19A, 0x1F200...0x1F320, 0x1F32D...0x1F64F, 0x1F680...0x1F6FF,
    0x1F7E0...0x1F7EB, 0x1F90C...0x1F9FF, 0x1FA70...0x1FAFF, 0x20000...0x3FFFD,
  ]

  private static func isWide(_ value: UInt32) -> Bool {
    value >= 0x1100 && wide.contains { $0.contains(value) }
  }

  /// Columns of a whole text that is safe to show.
  static func of(_ text: String) -> Int {
    var text = text
    if let width = text.withUTF8({ TerminalText.plainWidth($0) }) { return width }
    var counter = DisplayWidth()
    return text.unicodeScalars.reduce(0) { $0 + counter.columns(of: $1) }
  }
}
