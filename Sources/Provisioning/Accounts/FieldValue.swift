import Foundation

/// The value of a field: one text, or several for a rule that says `every` (kept sorted: values have no order).
package enum FieldValue: Hashable, Sendable, Codable {
  case text(String)
  case list([String])

  /// The single text, or the first of a list.
  package var text: String? {
    switch self {
    case .text(let text): text
    case .list(let list): list.first
    }
  }
}
