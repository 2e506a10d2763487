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
      case 9, 32: next == 10 || next == 13 ? escape(byte) : append(byte)
      case 33...126 where byte != UInt8(ascii: "="): append(byte)
      default: escape(byte)
      }
    }
    if column > 0 { breakLine() }
  }

  private mutating func append(_ byte: UInt8) {
    makeRoom(1)
    bytes.append(byte)
  }

  private mutating func escape(_ byte: UInt8) {
    makeRoom(3)
    bytes.append(UInt8(ascii: "="))
    bytes.append(Self.digits[Int(byte >> 4)])
    bytes.append(Self.digits[Int(byte & 15)])
  }

  /// The last column is kept free for the sign of a line that goes on.
  private mutating func makeRoom(_ width: Int) {
    if column + width > Self.lineLength - 1 {
      bytes.append(UInt8(ascii: "="))
      breakLine()
    }
    column += width
  }

  private mutating func breakLine() {
    bytes.append(13)
    bytes.append(10)
    column = 0
  }
}
