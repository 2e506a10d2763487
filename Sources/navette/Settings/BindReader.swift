import Provisioning

/// Reads the `bind` of a directory.
enum BindReader {
  static func read(_ node: SettingsNode, hasCertificate: Bool, urls: [DirectoryURL]) -> BindSettings? {
    guard let section = node.section(["method", "dn"] + PasswordReader.keys),
      let method = section.required("method")?.word(BindSettings.Method.self)
    else { return nil }
    switch method {
    case .simple: return simple(section)
    case .anonymous, .external:
      for key in ["dn"] + PasswordReader.keys where section[key] != nil {
        section.fault(.conflict(.notForBindMethod(method.rawValue)), key: key)
      }
      guard method == .external else { return .anonymous }
      if !hasCertificate, urls.contains(where: { if case .ldapi = $0 { false } else { true } }) {
        section.fault(.conflict(.externalWithoutCertificate), key: "method")
      }
      return .external
    }
  }

  private static func simple(_ section: SettingsSection) -> BindSettings? {
    let dn = section.required("dn")?.text()
    let password = PasswordReader.read(section)
    if PasswordReader.keys.allSatisfy({ section[$0] == nil }) { section.fault(.missing, key: "passwordFile") }
    guard let dn, let password else { return nil }
    return .simple(dn: dn, password: password)
  }
}
