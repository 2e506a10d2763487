extension SettingsError: CustomStringConvertible {
  /// Where, what, and what to do.
  var description: String { "\(place): \(sentence)" }

  private var place: String {
    ([file] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
  }

  private var name: String { key.map { "`\($0)`" } ?? "the file" }

  private var sentence: String {
    switch kind {
    case .noSettings(let places):
      "no settings were found in \(places.joined(separator: ", ")); begin with navette init, or name a file with "
        + "--config"
    case .unreadable(let reason): "the file cannot be read: \(reason); check its path and permissions"
    case .syntax(let problem): "this is not YAML: \(problem); check indentation, quotes and brackets here"
    case .duplicateKey: "\(name) stands twice; keep one of them"
    case .notSupported(let what): "\(what) cannot be used here; write the value out"
    case .unknownKey(let nearest):
      nearest.map { "\(name) is not known; did you mean `\($0)`?" } ?? "\(name) is not known; take it out"
    case .wrongType(let expected, let found): "\(name) must be \(expected), not \(found)"
    case .missing: "\(name) is missing; add it"
    case .badValue(let found, let expected): "\(name) is “\(found)”; it must be \(expected)"
    case .conflict(let rule): "\(name): \(rule)"
    case .secret(let path, let problem): "\(name) names \(path): \(problem)"
    case .mappingNotFound(let mapping, let places):
      "\(name): no mapping “\(mapping)” in \(places.joined(separator: ", ")); name one of these, or a path"
    }
  }
}
