/// Rows of one table as COPY takes them in binary format (manual, "COPY", "Binary Format"), one after the other.
struct CopyRows: Sendable {
  private(set) var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }

  /// Begins a row of so many columns; `add` fills them.
  mutating func beginRow(of columns: Int) { Int16(columns).writeBytes(to: &bytes) }

  /// Adds values, each after its length; -1 is NULL.
  mutating func add<each Value: PostgreSQLValue>(_ values: repeat each Value) {
    for value in repeat each values {
      let start = bytes.count
      Int32(-1).writeBytes(to: &bytes)
      guard value.write(to: &bytes) else { continue }
      let length = Int32(bytes.count - start - 4)
      withUnsafeBytes(of: length.bigEndian) { for offset in 0..<4 { bytes[start + offset] = $0[offset] } }
    }
  }

  /// Adds as many values that are not there.
  mutating func addNulls(_ count: Int) { for _ in 0..<count { Int32(-1).writeBytes(to: &bytes) } }

  mutating func addRow<each Value: PostgreSQLValue>(_ values: repeat each Value) {
    var columns = 0
    for _ in repeat (each Value).self { columns += 1 }
    beginRow(of: columns)
    add(repeat each values)
  }
}
