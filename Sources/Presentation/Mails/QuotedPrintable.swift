/// Text as quoted-printable UTF-8: lines of at most 76 characters, all of them ASCII (RFC 2045 §6.7).
struct QuotedPrintable: Equatable {
  private(set) var bytes: [UInt8] = []
  private var column = 0

  private static let digits = Array("0123456789ABCDEF".utf8)
  private static let lineLength = 76

  init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// - Parameter text: its lines end with LF or CR LF; they are sent with CR LF.
  init(_ text: String) {
    bytes.reserveCapacity(text.utf8.count * 5 / 4)
    append(text)
  }

  /// Adds text as lines of its own.
  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { encode($0) }
    if column > 0 { breakLine() }
  }

  /// Adds what was encoded before.
  mutating func append(_ lines: QuotedPrintable) { bytes += lines.bytes }

  private mutating func encode(_ source: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < source.count {
      let plain = source[index...].prefix { (33...126).contains($0) && $0 != UInt8(ascii: "=") }
      append(plain)
      index += plain.count
      guard index < source.count else { return }
      let byte = source[index]
      let next = index + 1 < source.count ? source[index + 1] : 10
      switch byte {
      case 10: breakLine()
      case 13 where next == 10: break
      // A blank at the end of a line may be lost on the way.
      case 9, 32: next == 10 || next == 13 ? escape(byte) : append(source[index...index])
      default: escape(byte)
      }
      index += 1
    }
  }

  /// Adds characters that stand for themselves, as many on a line as there is room for.
  private mutating func append(_ plain: Slice<UnsafeBufferPointer<UInt8>>) {
    var rest = plain
    while !rest.isEmpty {
      if column == Self.lineLength - 1 { continueBelow() }
      let some = rest.prefix(Self.lineLength - 1 - column)
      bytes.append(contentsOf: some)
      column += some.count
      rest = rest.dropFirst(some.count)
    }
  }

  private mutating func escape(_ byte: UInt8) {
    // The last column is kept free for the sign of a line that goes on.
    if column + 3 > Self.lineLength - 1 { continueBelow() }
    column += 3
    bytes.append(UInt8(ascii: "="))
    bytes.append(Self.digits[Int(byte >> 4)])
    bytes.append(Self.digits[Int(byte & 15)])
  }

  private mutating func continueBelow() {
    bytes.append(UInt8(ascii: "="))
    breakLine()
  }

  private mutating func breakLine() {
    bytes.append(13)
    bytes.append(10)
    column = 0
  }
}
