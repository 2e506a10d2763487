import Foundation

/// Digests entries one after the other in buffers of its own, without making a `String` or mapping anything.
///
/// The digest stands for the mapping and the raw values of the attributes it asks for, in their order, the values of
/// one attribute sorted, each with its length before it. The DN is not part of it: a move is another change.
package struct EntryDigester {
  private let fingerprint: [UInt8]
  private let attributes: AttributeSet
  private var copied: [UInt8] = []
  private var spans: [Span] = []
  private var canonical: [UInt8] = []

  private struct Span {
    let position: Int
    let start: Int
    let end: Int
  }

  package init(_ mapping: Mapping) {
    fingerprint = mapping.fingerprint.bytes
    attributes = mapping.attributes
  }

  package mutating func digest(_ entry: DirectoryEntry) -> Digest128 {
    // Usually one and the same set: then the comparison is that of two pointers.
    collect(entry.attributes == attributes ? entry : entry.selecting(attributes))
    sort()
    let length = fingerprint.count + 4 * (attributes.count + spans.count) + copied.count
    if canonical.count < length { canonical.append(contentsOf: repeatElement(0, count: length)) }
    let (spans, copied, count, fingerprint) = (spans, copied, attributes.count, fingerprint)
    return canonical.withUnsafeMutableBytes { buffer in
      var writer = Writer(buffer: buffer)
      fingerprint.withUnsafeBytes { writer.write($0) }
      copied.withUnsafeBytes { Self.write(spans, of: $0, positions: count, to: &writer) }
      return Digest128(hashing: UnsafeRawBufferPointer(rebasing: buffer[..<writer.length]))
    }
  }

  /// For each position how many values, then each value behind its length.
  private static func write(
    _ spans: [Span], of values: UnsafeRawBufferPointer, positions: Int, to writer: inout Writer
  ) {
    var next = 0
    for position in 0..<positions {
      var end = next
      while end < spans.count, spans[end].position == position { end += 1 }
      writer.write(end - next)
      while next < end {
        let value = values[spans[next].start..<spans[next].end]
        writer.write(value.count)
        writer.write(UnsafeRawBufferPointer(rebasing: value))
        next += 1
      }
    }
  }

  /// Fills a buffer that is long enough from its start.
  private struct Writer {
    let buffer: UnsafeMutableRawBufferPointer
    var length = 0

    init(buffer: UnsafeMutableRawBufferPointer) { self.buffer = buffer }

    mutating func write(_ number: Int) {
      buffer.storeBytes(of: UInt32(truncatingIfNeeded: number).bigEndian, toByteOffset: length, as: UInt32.self)
      length += 4
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) {
      UnsafeMutableRawBufferPointer(rebasing: buffer[length...]).copyMemory(from: bytes)
      length += bytes.count
    }
  }

  private mutating func collect(_ entry: DirectoryEntry) {
    copied.removeAll(keepingCapacity: true)
    spans.removeAll(keepingCapacity: true)
    entry.forEachValue { position, value in
      let start = copied.count
      copied.append(contentsOf: value)
      spans.append(Span(position: position, start: start, end: copied.count))
    }
  }

  /// By position, then by bytes. Nearly sorted or short as a rule, so insertion is the quicker way there.
  private mutating func sort() {
    guard spans.count <= 32 else {
      let copied = copied
      spans.sort { Self.precedes($0, $1, in: copied) }
      return
    }
    for index in spans.indices.dropFirst() {
      let span = spans[index]
      var place = index
      while place > 0, Self.precedes(span, spans[place - 1], in: copied) {
        spans[place] = spans[place - 1]
        place -= 1
      }
      spans[place] = span
    }
  }

  private static func precedes(_ left: Span, _ right: Span, in bytes: [UInt8]) -> Bool {
    if left.position != right.position { return left.position < right.position }
    return bytes[left.start..<left.end].lexicographicallyPrecedes(bytes[right.start..<right.end])
  }
}
