import Foundation

/// A mapping's table from the directory's values to the portal's; keys are compared without case.
package struct ValueTable: Equatable, Sendable {
  private let spelled: [String: String]
  private let byKey: [String: String]

  /// Nil when two keys are the same but for case.
  package init?(_ pairs: some Sequence<(String, String)>) {
    var spelled: [String: String] = [:]
    var byKey: [String: String] = [:]
    for (key, value) in pairs {
      spelled[key] = value
      guard byKey.updateValue(value, forKey: Self.fold(key)) == nil else { return nil }
    }
    self.spelled = spelled
    self.byKey = byKey
  }

  package subscript(value: String) -> String? { spelled[value] ?? byKey[Self.fold(value)] }

  package static func fold(_ key: String) -> String {
    key.trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping.lowercased()
  }
}
