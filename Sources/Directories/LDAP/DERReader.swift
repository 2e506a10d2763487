/// Walks over elements of definite length, as X.690 §10 has them.
struct DERReader {
  private(set) var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  /// The content of the next element, if it has that tag; the reader then stands after it.
  mutating func enter(_ tag: UInt8) -> DERReader? {
    guard bytes.first == tag else { return nil }
    return next()?.content
  }

  /// The tag and content of the next element, or nil when there is none that is whole.
  mutating func next() -> (tag: UInt8, content: DERReader)? {
    var rest = bytes
    guard let tag = rest.popFirst(), let first = rest.popFirst() else { return nil }
    var length = Int(first)
    if first >= 0x80 {
      guard first & 0x7f <= 4 else { return nil }
      length = 0
      for _ in 0..<(first & 0x7f) {
        guard let byte = rest.popFirst() else { return nil }
        length = length << 8 | Int(byte)
      }
    }
    guard length <= rest.count else { return nil }
    bytes = rest.dropFirst(length)
    return (tag, DERReader(rest.prefix(length)))
  }
}
