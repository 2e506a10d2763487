/// Text as quoted-printable UTF-8: lines of at most 76 characters, all of them ASCII (RFC 2045 §6.7).
struct QuotedPrintable: Equatable {
  private(set) var bytes: [UInt8] = []
  private var column = 0

  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let lineLength = 76

  /// - Parameter text: its lines end with LF or CR LF; they are sent with CR LF.
  init(_ text: String) {
    let source = Array(text.utf8)
    bytes.reserveCapacity(source.count * 5 / 4)
    for index in source.indices {
      let byte = source[index]
      let next = index + 1 < source.count ? source[index + 1] : 10
      switch byte {
      case 10: breakLine()
      case 13 where next == 10: continue
      // A blank at the end of a line may be lost on the way.
      case 9, 32: next == 10 || next == 13 ? escape(byte) : append([byte])
      case 33...126 where byte != UInt8(ascii: "="): append([byte])
      default: escape(byte)
      }
    }
    if column > 0 { breakLine() }
  }

  private mutating func escape(_ byte: UInt8) {
    append([UInt8(ascii: "="), Self.digits[Int(byte >> 4)], Self.digits[Int(byte & 15)]])
  }

  /// The last column is kept free for the sign of a line that goes on.
  private mutating func append(_ piece: [UInt8]) {
    if column + piece.count > Self.lineLength - 1 {
      bytes += [UInt8(ascii: "="), 13, 10]
      column = 0
    }
    bytes += piece
    column += piece.count
  }

  private mutating func breakLine() {
    bytes += [13, 10]
    column = 0
  }
}
