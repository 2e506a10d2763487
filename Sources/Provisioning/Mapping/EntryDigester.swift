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
    canonical.removeAll(keepingCapacity: true)
    canonical.append(contentsOf: fingerprint)
    var next = 0
    for position in 0..<attributes.count {
      var end = next
      while end < spans.count, spans[end].position == position { end += 1 }
      append(length: end - next)
      while next < end {
        let span = spans[next]
        append(length: span.end - span.start)
        copied.withUnsafeBytes { canonical.append(contentsOf: $0[span.start..<span.end]) }
        next += 1
      }
    }
    return canonical.withUnsafeBytes { Digest128(hashing: $0) }
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

  private mutating func append(length: Int) {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: length).bigEndian) { canonical.append(contentsOf: $0) }
  }
}
