/// Reads `password` and `passwordFile`, of which a group has one at most.
enum PasswordReader {
  static let keys = ["password", "passwordFile"]

  static func read(_ section: SettingsSection) -> Secret? {
    if let file = section["passwordFile"] {
      if section["password"] != nil {
        section.fault(.conflict(.passwordAndPasswordFile), key: "password")
      }
      return file.path().flatMap { path in SecretFile.read(path, for: file).map { Secret($0, file: path) } }
    }
    guard let node = section["password"] else { return nil }
    guard let raw = node.rawText(.passwordReference) else { return nil }
    guard raw.hasPrefix("${"), raw.hasSuffix("}") else {
      // The value is not repeated: it may be the password itself.
      node.fault(.conflict(.passwordInFile))
      return nil
    }
    return SettingsReference.expand(raw, at: node, credentials: .asContents).map { Secret($0) }
  }
}
