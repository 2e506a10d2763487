/// One thing that is wrong in a settings or mapping file: what, where, and which key. Facts only.
struct SettingsError: Error, Equatable, Sendable {
  enum Kind: Equatable, Sendable {
    /// No settings file in any of the usual places.
    case noSettings(lookedIn: [String])
    /// The file cannot be read.
    case unreadable(String)
    /// The file is not YAML.
    case syntax(String)
    /// One key stands twice.
    case duplicateKey
    /// YAML's anchors, aliases, merge keys and tags, which are not understood here.
    case notSupported(String)
    case unknownKey(nearest: String?)
    case wrongType(expected: String, found: String)
    case missing
    case badValue(found: String, expected: String)
    /// Two keys that may not stand together, or one that needs another.
    case conflict(String)
    /// A secret's file, or the secret in it, is not usable.
    case secret(path: String, String)
    case mappingNotFound(name: String, lookedIn: [String])
  }

  let kind: Kind
  let file: String
  /// From 1; nil when the fault is of the file as a whole.
  let line: Int?
  let column: Int?
  /// The way to the key: `directories[0].bind.method`.
  let key: String?

  init(_ kind: Kind, file: String, line: Int? = nil, column: Int? = nil, key: String? = nil) {
    self.kind = kind
    self.file = file
    self.line = line
    self.column = column
    self.key = key
  }
}
