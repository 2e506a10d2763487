import Foundation

// Stand-ins until the filter's own parser and evaluator arrive; same signatures.
extension Filter {
  package struct SyntaxError: Error, Equatable {}

  package init(parsing text: String) throws(SyntaxError) {
    let inner = text.dropFirst().dropLast()
    guard text.hasPrefix("("), text.hasSuffix(")"), let mark = inner.firstIndex(of: "=") else { throw SyntaxError() }
    let attribute = String(inner[..<mark])
    let value = inner[inner.index(after: mark)...]
    self = value == "*" ? .present(attribute: attribute) : .equal(attribute: attribute, value: Array(value.utf8))
  }

  package var text: String {
    switch self {
    case .and(let parts): "(&" + parts.map(\.text).joined() + ")"
    case .or(let parts): "(|" + parts.map(\.text).joined() + ")"
    case .not(let part): "(!" + part.text + ")"
    case .present(let attribute): "(\(attribute)=*)"
    case .equal(let attribute, let value): "(\(attribute)=\(Self.escaped(value)))"
    case .substring(let attribute, let initial, let any, let final):
      "(\(attribute)=" + Self.escaped(initial ?? []) + "*" + any.map { Self.escaped($0) + "*" }.joined()
        + Self.escaped(final ?? []) + ")"
    case .greaterOrEqual(let attribute, let value): "(\(attribute)>=\(Self.escaped(value)))"
    case .lessOrEqual(let attribute, let value): "(\(attribute)<=\(Self.escaped(value)))"
    case .allBits(let attribute, let value): "(\(attribute):1.2.840.113556.1.4.803:=\(value))"
    case .anyBit(let attribute, let value): "(\(attribute):1.2.840.113556.1.4.804:=\(value))"
    }
  }

  private static func escaped(_ value: [UInt8]) -> String {
    value.map { byte in
      let plain = byte > 0x20 && byte < 0x7f && !"()*\\".utf8.contains(byte)
      return plain ? String(UnicodeScalar(byte)) : String(format: "\\%02x", byte)
    }.joined()
  }

  package func matches(_ entry: DirectoryEntry) -> Bool {
    switch self {
    case .and(let parts): parts.allSatisfy { $0.matches(entry) }
    case .or(let parts): parts.contains { $0.matches(entry) }
    case .not(let part): !part.matches(entry)
    case .present(let attribute): !entry.values(of: attribute).isEmpty
    case .equal(let attribute, let value):
      entry.values(of: attribute).contains {
        String(decoding: $0, as: UTF8.self).lowercased() == String(decoding: value, as: UTF8.self).lowercased()
      }
    default: false
    }
  }
}
