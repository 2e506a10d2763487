/// One thing that is wrong in a settings or mapping file: what, where, and which key. Facts only.
package struct SettingsError: Error, Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    /// No settings file in any of the usual places.
    case noSettings(lookedIn: [String])
    /// No such file, or no right to read it.
    case unreadable
    case notUTF8
    /// The file is not YAML; the problem in the words of libyaml, empty where it has none.
    case syntax(problem: String)
    /// One key stands twice.
    case duplicateKey
    case notSupported(Feature)
    case unknownKey(nearest: String?)
    case wrongType(expected: Expectation, found: Found)
    case missing
    case badValue(found: Found, expected: Expectation)
    /// Two keys that may not stand together, or one that needs another.
    case conflict(Conflict)
    /// `${…}` that cannot be filled in.
    case reference(Reference)
    /// A secret's file, or the secret in it, is not usable.
    case secret(path: String, SecretFault)
    /// `shipped` are the names that would have been found, empty when a path was given.
    case mappingNotFound(name: String, lookedIn: [String], shipped: [String])
  }

  /// What YAML knows and these files may not use: a reader who overlooks one would read another file than is written.
  package enum Feature: Equatable, Sendable, CaseIterable { case anchor, alias, mergeKey }

  /// What stands where something else should.
  package enum Found: Equatable, Sendable {
    case group, list, emptyList, nothing, alias
    case text(String)
  }

  package let kind: Kind
  package let file: String
  /// From 1; nil when the fault is of the file as a whole.
  package let line: Int?
  package let column: Int?
  /// The way to the key: `directories[0].bind.method`.
  package let key: String?

  package init(_ kind: Kind, file: String, line: Int? = nil, column: Int? = nil, key: String? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.key = key
  }

  /// As compilers and editors write a place: `navette.yaml:3:7`.
  package var place: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }
}
