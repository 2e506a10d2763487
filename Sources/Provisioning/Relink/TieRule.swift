import Foundation

/// How the entry of a tie was found again under another anchor.
package enum TieRule: Equatable, Sendable {
  /// The entry carries, in this attribute, the anchor the account is tied by.
  case formerAnchor(String)
  /// Entry and account agree in these fields, and nobody else does.
  case fields([Field])
  /// Somebody named the account's number.
  case chosen

  /// The stable name reports use.
  package var code: String {
    switch self {
    case .formerAnchor: "former-anchor"
    case .fields([.number]): "number"
    case .fields: "correlate"
    case .chosen: "chosen"
    }
  }

  /// The fields in which entry and account agree.
  package var fields: [Field] {
    if case .fields(let fields) = self { fields } else { [] }
  }

  /// What the journal keeps of it.
  var words: [String] {
    switch self {
    case .formerAnchor(let attribute): [code, attribute]
    case .fields(let fields): [code] + fields.map(\.name)
    case .chosen: [code]
    }
  }

  /// Reads what `words` says.
  init(words: some Collection<String>) {
    let names = words.dropFirst()
    switch words.first {
    case "former-anchor": self = .formerAnchor(names.first ?? "")
    case "chosen": self = .chosen
    default: self = .fields(names.compactMap(Field.init(name:)))
    }
  }
}
