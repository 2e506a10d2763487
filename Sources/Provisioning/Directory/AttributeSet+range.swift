extension AttributeSet {
  /// The position of the attribute a description gives only a part of, as in `member;range=0-1499`.
  ///
  /// Active Directory cuts attributes of many values so ([MS-ADTS] §3.1.1.3.1.3.3).
  package func positionOfRange(_ description: [UInt8]) -> Int? {
    let options = description.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard options.count > 1, options.dropFirst().contains(where: Self.isRange) else { return nil }
    let asked = options.enumerated().filter { $0.offset == 0 || !Self.isRange($0.element) }.map(\.element)
    return position(of: Array(asked.joined(separator: [UInt8(ascii: ";")])))
  }

  private static func isRange(_ option: ArraySlice<UInt8>) -> Bool {
    option.count > 6 && option.prefix(6).elementsEqual("range=".utf8) { $0 | 0x20 == $1 | 0x20 }
  }
}
