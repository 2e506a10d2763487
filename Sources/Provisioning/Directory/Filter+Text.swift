import Foundation

extension Filter {
  /// Reads a filter as RFC 4515 writes it; `~=` is read as equality, and the outer parentheses may be left out.
  package init(parsing text: String) throws(SyntaxError) {
    var parser = FilterParser(text)
    self = try parser.parse()
  }

  /// The filter as RFC 4515 writes it, escaped; reading it gives the same filter.
  package var text: String {
    switch self {
    case .and(let parts): "(&" + parts.map(\.text).joined() + ")"
    case .or(let parts): "(|" + parts.map(\.text).joined() + ")"
    case .not(let part): "(!" + part.text + ")"
    case .present(let attribute): "(\(attribute)=*)"
    case .equal(let attribute, let value): "(\(attribute)=\(Self.escape(value)))"
    case .substring(let attribute, let initial, let any, let final):
      "(\(attribute)=" + ([initial ?? []] + any + [final ?? []]).map(Self.escape).joined(separator: "*") + ")"
    case .greaterOrEqual(let attribute, let value): "(\(attribute)>=\(Self.escape(value)))"
    case .lessOrEqual(let attribute, let value): "(\(attribute)<=\(Self.escape(value)))"
    case .allBits(let attribute, let value): "(\(attribute):1.2.840.113556.1.4.803:=\(value))"
    case .anyBit(let attribute, let value): "(\(attribute):1.2.840.113556.1.4.804:=\(value))"
    }
  }

  /// The attributes the filter looks at, each once, in order of appearance.
  package var attributes: [String] { AttributeSet(everyAttribute).names }

  private var everyAttribute: [String] {
    switch self {
    case .and(let parts), .or(let parts): parts.flatMap(\.everyAttribute)
    case .not(let part): part.everyAttribute
    case .present(let attribute), .equal(let attribute, _), .substring(let attribute, _, _, _),
      .greaterOrEqual(let attribute, _), .lessOrEqual(let attribute, _), .allBits(let attribute, _),
      .anyBit(let attribute, _):
      [attribute]
    }
  }

  /// Escapes what RFC 4515 §3 reserves, control bytes, outer spaces (which some servers drop), and, when the value
  /// is not UTF-8, every byte beyond ASCII.
  private static func escape(_ value: [UInt8]) -> String {
    let isText = String(validating: value, as: UTF8.self) != nil
    var result: [UInt8] = []
    for (index, byte) in value.enumerated() {
      let isOuterSpace = byte == 0x20 && (index == 0 || index == value.count - 1)
      let isReserved = byte < 0x20 || byte == 0x7f || "()*\\".utf8.contains(byte) || (byte >= 0x80 && !isText)
      if isOuterSpace || isReserved {
        result.append(UInt8(ascii: "\\"))
        result.append(contentsOf: Hex.pair(byte))
      } else {
        result.append(byte)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
