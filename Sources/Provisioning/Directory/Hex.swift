/// Hexadecimal digits, as escapes of filters and names are written (RFC 4515 §3, RFC 4514 §3).
enum Hex {
  static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  /// Two lower-case digits.
  static func pair(_ byte: UInt8) -> [UInt8] { [letter(byte >> 4), letter(byte & 15)] }

  private static func letter(_ digit: UInt8) -> UInt8 { digit < 10 ? digit + 48 : digit + 87 }
}
