import Foundation

/// How values are compared here: as `caseIgnoreMatch` does, that is without case and with spaces folded (RFC 4518).
///
/// A filter evaluated on an entry has no schema at hand; this is the rule of nearly every attribute people filter by.
enum MatchingRule {
  /// The outer spaces that mean something: a piece of a substring may begin or end between two words.
  enum Spaces { case none, start, end, both }

  /// The form in which two spellings of one value are equal; bytes that are not UTF-8 stay as they are.
  static func fold(_ value: some Collection<UInt8>, keeping spaces: Spaces = .none) -> [UInt8] {
    guard value.allSatisfy({ $0 < 0x80 }) else {
      guard let text = String(validating: value, as: UTF8.self) else { return Array(value) }
      return squeeze(text.precomposedStringWithCompatibilityMapping.lowercased().utf8, keeping: spaces)
    }
    return squeeze(value.lazy.map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }, keeping: spaces)
  }

  /// Negative, zero or positive: numbers when both are integers, else text, which is right for generalized time too.
  static func order(_ left: ArraySlice<UInt8>, _ right: [UInt8]) -> Int {
    if let left = integer(left), let right = integer(right[...]) { return left < right ? -1 : left > right ? 1 : 0 }
    let left = fold(left)
    let right = fold(right)
    return left.lexicographicallyPrecedes(right) ? -1 : left == right ? 0 : 1
  }

  static func integer(_ value: ArraySlice<UInt8>) -> Int64? { Int64(String(decoding: value, as: UTF8.self)) }

  /// Whether the pieces occur in the value in their order, without overlapping (RFC 4511 §4.5.1.7.2).
  static func contains(_ value: [UInt8], initial: [UInt8]?, any: [[UInt8]], final: [UInt8]?) -> Bool {
    var rest = value[...]
    if let initial {
      guard rest.starts(with: initial) else { return false }
      rest = rest.dropFirst(initial.count)
    }
    if let final {
      guard rest.count >= final.count, rest.suffix(final.count).elementsEqual(final) else { return false }
      rest = rest.dropLast(final.count)
    }
    for piece in any {
      guard let end = endOfFirst(piece, in: rest) else { return false }
      rest = rest[end...]
    }
    return true
  }

  private static func endOfFirst(_ piece: [UInt8], in value: ArraySlice<UInt8>) -> Int? {
    guard value.count >= piece.count else { return nil }
    for start in value.startIndex...(value.endIndex - piece.count)
    where value[start..<(start + piece.count)].elementsEqual(piece) {
      return start + piece.count
    }
    return nil
  }

  private static func squeeze(_ bytes: some Sequence<UInt8>, keeping spaces: Spaces) -> [UInt8] {
    var result: [UInt8] = []
    for byte in bytes where byte != 0x20 || result.last != 0x20 { result.append(byte) }
    if result.first == 0x20, spaces == .none || spaces == .end { result.removeFirst() }
    if result.last == 0x20, spaces == .none || spaces == .start { result.removeLast() }
    return result
  }
}
