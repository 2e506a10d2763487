/// Values in the server's binary format, each after its length; -1 is NULL.
struct PostgreSQLFields {
  private(set) var bytes: [UInt8] = []
  private(set) var types: [UInt32] = []
  /// Where the bytes of each stand; nil for NULL.
  private(set) var places: [Range<Int>?] = []

  mutating func add<each Value: PostgreSQLValue>(_ values: repeat each Value) {
    for value in repeat each values { add(one: value) }
  }

  private mutating func add<Value: PostgreSQLValue>(one value: Value) {
    let start = bytes.count
    bytes += [0, 0, 0, 0]
    let isThere = value.write(to: &bytes)
    let length = isThere ? Int32(bytes.count - start - 4) : -1
    withUnsafeBytes(of: length.bigEndian) { for offset in 0..<4 { bytes[start + offset] = $0[offset] } }
    types.append(Value.type)
    places.append(isThere ? start + 4..<bytes.count : nil)
  }
}
