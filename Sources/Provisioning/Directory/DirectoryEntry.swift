import Foundation

/// One entry as a directory gave it: its DN and the values of the attributes that were asked for.
///
/// All values share one buffer, since an entry of a large read lives for a microsecond. Values of one
/// attribute have no order (RFC 4511 §4.1.7).
package struct DirectoryEntry: Equatable, Sendable {
  /// The distinguished name as the server spelled it (RFC 4514).
  package let dn: String
  /// What the positions of the values mean.
  package let attributes: AttributeSet
  /// The positions of attributes of which the server gave only a part (`;range=`, [MS-ADTS] §3.1.1.3.1.3.3).
  package var truncated: Set<Int> = []
  /// What the server's change protocol calls the entry, where it was told.
  package var syncID: SyncID?
  private var bytes: [UInt8] = []
  private var spans: [Span] = []

  private struct Span: Equatable, Sendable {
    let position: Int32
    let start: Int32
    let end: Int32
  }

  package init(dn: String, attributes: AttributeSet) {
    self.dn = dn
    self.attributes = attributes
  }

  /// An entry written out by hand, for tests and for records that name their own attributes.
  package init(dn: String, _ values: KeyValuePairs<String, [String]>) {
    self.init(dn: dn, attributes: AttributeSet(values.map(\.key)))
    for (name, list) in values {
      guard let position = attributes.position(of: name) else { continue }
      for value in list { append(value.utf8, at: position) }
    }
  }

  package mutating func reserve(bytes count: Int, values: Int) {
    bytes.reserveCapacity(count)
    spans.reserveCapacity(values)
  }

  /// Adds one value to the attribute at a position of `attributes`.
  package mutating func append(_ value: some Sequence<UInt8>, at position: Int) { add(value, at: position) }

  /// The same for bytes in a C library's buffer: a generic call from another module is paid for byte by byte.
  package mutating func append(_ value: UnsafeRawBufferPointer, at position: Int) { add(value, at: position) }

  private mutating func add(_ value: some Sequence<UInt8>, at position: Int) {
    let start = Int32(bytes.count)
    bytes.append(contentsOf: value)
    spans.append(Span(position: Int32(position), start: start, end: Int32(bytes.count)))
  }

  /// The values of the attribute at a position, as bytes.
  package func values(at position: Int) -> [ArraySlice<UInt8>] {
    spans.lazy.filter { $0.position == Int32(position) }.map { bytes[Int($0.start)..<Int($0.end)] }
  }

  /// What `read` makes of the value at a position; nil when there is none or there are several.
  func onlyValue<Result>(at position: Int, _ read: (UnsafeRawBufferPointer) -> Result?) -> Result? {
    var found: Span?
    for span in spans where span.position == Int32(position) {
      guard found == nil else { return nil }
      found = span
    }
    guard let found else { return nil }
    return bytes.withUnsafeBytes { read(UnsafeRawBufferPointer(rebasing: $0[Int(found.start)..<Int(found.end)])) }
  }

  /// The values of a named attribute, as bytes; none when it was not asked for.
  package func values(of name: String) -> [ArraySlice<UInt8>] {
    attributes.position(of: name).map(values(at:)) ?? []
  }

  /// Calls `body` with the position and bytes of every value, in the order the server sent them.
  package func forEachValue(_ body: (_ position: Int, _ value: UnsafeRawBufferPointer) -> Void) {
    bytes.withUnsafeBytes { buffer in
      for span in spans {
        body(Int(span.position), UnsafeRawBufferPointer(rebasing: buffer[Int(span.start)..<Int(span.end)]))
      }
    }
  }

  /// The same entry, reduced to the attributes of another set.
  package func selecting(_ set: AttributeSet) -> DirectoryEntry {
    var entry = DirectoryEntry(dn: dn, attributes: set)
    entry.syncID = syncID
    for span in spans {
      let name = attributes.names[Int(span.position)]
      guard let position = set.position(of: name) else {
        if let position = set.positionOfRange(Array(name.utf8)) { entry.truncated.insert(position) }
        continue
      }
      entry.append(bytes[Int(span.start)..<Int(span.end)], at: position)
    }
    entry.truncated.formUnion(truncated.compactMap { set.position(of: attributes.names[$0]) })
    return entry
  }
}
