import Foundation

/// Reads the text form of a filter (RFC 4515 §3), with spaces between parts as servers accept them.
struct FilterParser {
  private let bytes: [UInt8]
  private var index = 0
  /// Deeper nesting than any person writes would only exhaust the stack.
  private static let deepest = 100

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func parse() throws(Filter.SyntaxError) -> Filter {
    skipSpaces()
    let isBare = peek.map { $0 != UInt8(ascii: "(") } ?? false
    let filter = isBare ? try item() : try parenthesised(depth: 0)
    skipSpaces()
    guard index == bytes.count else { throw expected(.end) }
    return filter
  }

  private mutating func parenthesised(depth: Int) throws(Filter.SyntaxError) -> Filter {
    guard depth < Self.deepest else { throw expected(.lessNesting) }
    guard take("(") else { throw expected(.openParenthesis) }
    skipSpaces()
    let filter: Filter
    switch peek {
    case UInt8(ascii: "&"):
      index += 1
      filter = .and(try list(depth: depth + 1))
    case UInt8(ascii: "|"):
      index += 1
      filter = .or(try list(depth: depth + 1))
    case UInt8(ascii: "!"):
      index += 1
      skipSpaces()
      filter = .not(try parenthesised(depth: depth + 1))
      skipSpaces()
    default:
      filter = try item()
    }
    guard take(")") else { throw expected(.closeParenthesis) }
    return filter
  }

  private mutating func list(depth: Int) throws(Filter.SyntaxError) -> [Filter] {
    var parts: [Filter] = []
    skipSpaces()
    while peek == UInt8(ascii: "(") {
      parts.append(try parenthesised(depth: depth))
      skipSpaces()
    }
    return parts
  }

  private mutating func item() throws(Filter.SyntaxError) -> Filter {
    let start = index
    let attribute = takeDescription()
    guard AttributeDescription.isValid(attribute.utf8) else {
      throw Filter.SyntaxError(offset: start, expected: .attribute)
    }
    if peek == UInt8(ascii: ":") { return try bitRule(attribute) }
    if take(">=") { return .greaterOrEqual(attribute: attribute, value: try value()) }
    if take("<=") { return .lessOrEqual(attribute: attribute, value: try value()) }
    if take("~=") { return .equal(attribute: attribute, value: try value()) }
    guard take("=") else { throw expected(.comparison) }
    return try pieces(attribute)
  }

  /// `=` with no asterisk is equality, with nothing but asterisks presence, with others a substring.
  private mutating func pieces(_ attribute: String) throws(Filter.SyntaxError) -> Filter {
    var parts = [try value()]
    while take("*") { parts.append(try value()) }
    guard parts.count > 1 else { return .equal(attribute: attribute, value: parts[0]) }
    let inner = parts[1..<(parts.count - 1)].filter { !$0.isEmpty }
    let initial = parts[0].isEmpty ? nil : parts[0]
    let final = parts[parts.count - 1].isEmpty ? nil : parts[parts.count - 1]
    if initial == nil && final == nil && inner.isEmpty { return .present(attribute: attribute) }
    return .substring(attribute: attribute, initial: initial, any: inner, final: final)
  }

  /// The only extensible matches that can be evaluated here: `attribute:OID:=INTEGER`.
  private mutating func bitRule(_ attribute: String) throws(Filter.SyntaxError) -> Filter {
    let start = index
    let all = take(":1.2.840.113556.1.4.803:=")
    guard all || take(":1.2.840.113556.1.4.804:=") else {
      throw Filter.SyntaxError(offset: start, expected: .bitRule)
    }
    let valueStart = index
    guard let number = Int64(String(decoding: try value(), as: UTF8.self)) else {
      throw Filter.SyntaxError(offset: valueStart, expected: .integer)
    }
    return all ? .allBits(attribute: attribute, value: number) : .anyBit(attribute: attribute, value: number)
  }

  /// An assertion value, with its `\XX` escapes undone, up to a parenthesis, an asterisk or the end.
  private mutating func value() throws(Filter.SyntaxError) -> [UInt8] {
    var result: [UInt8] = []
    while let byte = peek, byte != UInt8(ascii: ")"), byte != UInt8(ascii: "*") {
      guard byte != UInt8(ascii: "("), byte != 0 else { throw expected(.escape) }
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        index += 1
        continue
      }
      guard index + 2 < bytes.count, let high = Hex.digit(bytes[index + 1]), let low = Hex.digit(bytes[index + 2])
      else { throw expected(.hexDigits) }
      result.append(high << 4 | low)
      index += 3
    }
    return result
  }

  private mutating func takeDescription() -> String {
    let start = index
    while let byte = peek, AttributeDescription.isPart(byte) { index += 1 }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipSpaces() {
    while let byte = peek, byte == 0x20 || (byte >= 0x09 && byte <= 0x0d) { index += 1 }
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard bytes[index...].starts(with: wanted) else { return false }
    index += wanted.count
    return true
  }

  private func expected(_ what: Filter.SyntaxError.Expected) -> Filter.SyntaxError {
    Filter.SyntaxError(offset: index, expected: what)
  }
}
