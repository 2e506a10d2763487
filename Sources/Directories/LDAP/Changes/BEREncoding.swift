/// The few elements that the values of controls are made of (X.690 §8).
enum BEREncoding {
  static func sequence(_ elements: [[UInt8]]) -> [UInt8] { element(0x30, elements.flatMap(\.self)) }
  static func octets(_ bytes: [UInt8]) -> [UInt8] { element(0x04, bytes) }
  static func enumerated(_ value: UInt8) -> [UInt8] { element(0x0a, [value]) }

  /// A number that is not negative.
  static func integer(_ value: Int) -> [UInt8] {
    let bytes = bigEndian(value)
    return element(0x02, (bytes.first ?? 0x80) >= 0x80 ? [0] + bytes : bytes)
  }

  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
    let length = bigEndian(content.count)
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }

  private static func bigEndian(_ value: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    while rest > 0 {
      bytes.insert(UInt8(rest & 0xff), at: 0)
      rest >>= 8
    }
    return bytes
  }
}
