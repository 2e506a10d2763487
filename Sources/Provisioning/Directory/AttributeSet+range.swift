import Foundation

extension AttributeSet {
  /// A part of the values of an attribute.
  package struct Range {
    package let position: Int
    /// The number of its first value, counted from 0; nil when it does not say so.
    package let first: Int?
    /// Whether no values come after it.
    package let isLast: Bool
  }

  /// What a description gives a part of, as `member;range=0-1499` or `member;range=1500-*`; nil when it gives all, or was not
  /// asked for.
  ///
  /// Active Directory cuts attributes of many values so ([MS-ADTS] §3.1.1.3.1.3.3).
  package func range(of description: [UInt8]) -> Range? {
    let options = description.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    guard let range = options.dropFirst().first(where: Self.isRange) else { return nil }
    let asked = options.enumerated().filter { $0.offset == 0 || !Self.isRange($0.element) }.map(\.element)
    guard let position = position(of: Array(asked.joined(separator: [UInt8(ascii: ";")]))) else { return nil }
    let ends = String(decoding: range.dropFirst(6), as: UTF8.self).split(
      separator: "-", omittingEmptySubsequences: false)
    return Range(position: position, first: ends.first.flatMap { Int($0) }, isLast: ends.count == 2 && ends.last == "*")
  }

  private static func isRange(_ option: ArraySlice<UInt8>) -> Bool {
    option.count > 6 && option.prefix(6).elementsEqual("range=".utf8) { $0 | 0x20 == $1 | 0x20 }
  }
}
