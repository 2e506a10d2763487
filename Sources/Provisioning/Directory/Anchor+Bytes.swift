extension Anchor {
  /// The bytes a directory keeps for the identifier, to search for it; nil when the text has not that form.
  package func bytes(_ form: Form) -> [UInt8]? {
    switch form {
    case .text: return text.isEmpty ? nil : Array(text.utf8)
    case .guid:
      let digits = text.utf8.filter { $0 != UInt8(ascii: "-") }.map(Hex.digit)
      guard digits.count == 32, text.utf8.count == 36 else { return nil }
      var wire: [UInt8] = []
      for index in stride(from: 0, to: 32, by: 2) {
        guard let high = digits[index], let low = digits[index + 1] else { return nil }
        wire.append(high << 4 | low)
      }
      // The first three fields are little-endian ([MS-DTYP] §2.3.4.2).
      return [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map { wire[$0] }
    }
  }
}
