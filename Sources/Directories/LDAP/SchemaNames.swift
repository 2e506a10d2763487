import Foundation

/// The names of attributes a server's schema knows, read from `attributeTypes` (RFC 4512 §4.1.2).
struct SchemaNames {
  /// In lower case, object identifiers included.
  private var names: Set<String> = []

  var isEmpty: Bool { names.isEmpty }

  /// Reads one description: `( 2.5.4.4 NAME ( 'sn' 'surname' ) SUP name … )`.
  mutating func read(_ description: ArraySlice<UInt8>) {
    let words = Self.words(of: String(decoding: description, as: UTF8.self))
    guard words.count > 1, words[0] == "(" else { return }
    names.insert(words[1].lowercased())
    guard let place = words.firstIndex(of: "NAME") else { return }
    for word in words[(place + 1)...] where word != "(" {
      guard word.hasPrefix("'") else { return }
      names.insert(word.dropFirst().lowercased())
    }
  }

  /// Whether an attribute, whatever its options, is known.
  func know(_ attribute: String) -> Bool {
    names.contains(attribute.prefix { $0 != ";" }.lowercased())
  }

  /// Words as RFC 4512 §1.4 separates them; one in quotes keeps its opening quote.
  private static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    var rest = text[...]
    while let first = rest.first {
      switch first {
      case " ": rest = rest.dropFirst()
      case "(", ")":
        words.append(rest.prefix(1))
        rest = rest.dropFirst()
      case "'":
        let inner = rest.dropFirst().prefix { $0 != "'" }
        words.append(rest[rest.startIndex..<inner.endIndex])
        rest = rest[inner.endIndex...].dropFirst()
      default:
        let word = rest.prefix { $0 != " " && $0 != "(" && $0 != ")" && $0 != "'" }
        words.append(word)
        rest = rest[word.endIndex...]
      }
    }
    return words
  }
}
