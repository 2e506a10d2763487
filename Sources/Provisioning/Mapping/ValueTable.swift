import Foundation

/// A mapping's table from the directory's values to the portal's; keys are compared without case.
package struct ValueTable: Equatable, Sendable {
  private let byKey: [String: String]

  /// Nil when two keys are the same but for case.
  package init?(_ pairs: some Sequence<(String, String)>) {
    var byKey: [String: String] = [:]
    for (key, value) in pairs {
      guard byKey.updateValue(value, forKey: Self.fold(key)) == nil else { return nil }
    }
    self.byKey = byKey
  }

  package subscript(value: String) -> String? { byKey[value] ?? byKey[Self.fold(value)] }

  package static func fold(_ key: String) -> String {
    key.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping.lowercased()
  }
}
