import Provisioning

/// Reads the `bind` of a directory.
enum BindReader {
  static func read(_ node: SettingsNode, hasCertificate: Bool, urls: [DirectoryURL]) -> BindSettings? {
    guard let section = node.section(["method"] + keysOfMethods),
      let method = section.required("method")?.word(BindSettings.Method.self)
    else { return nil }
    for key in keysOfMethods where section[key] != nil && !keys(of: method).contains(key) {
      section.fault(.conflict(.notForBindMethod(method.rawValue)), key: key)
    }
    switch method {
    case .anonymous: return .anonymous
    case .simple: return simple(section)
    case .gssapi: return gssapi(section)
    case .external:
      if !hasCertificate, urls.contains(where: { if case .ldapi = $0 { false } else { true } }) {
        section.fault(.conflict(.externalWithoutCertificate), key: "method")
      }
      return .external
    }
  }

  private static let keysOfMethods = keys(of: .simple) + keys(of: .gssapi)

  private static func keys(of method: BindSettings.Method) -> [String] {
    switch method {
    case .anonymous, .external: []
    case .simple: ["dn"] + PasswordReader.keys
    case .gssapi: ["keytab", "principal"]
    }
  }

  private static func gssapi(_ section: SettingsSection) -> BindSettings? {
    let principal = section["principal"]?.text(.principal)
    guard let node = section.required("keytab"), let path = node.path(), SecretFile.isKept(path, for: node) else {
      return nil
    }
    return .gssapi(principal: principal, keytab: path)
  }

  private static func simple(_ section: SettingsSection) -> BindSettings? {
    let dn = section.required("dn")?.text()
    let password = PasswordReader.read(section)
    if PasswordReader.keys.allSatisfy({ section[$0] == nil }) { section.fault(.missing, key: "passwordFile") }
    guard let dn, let password else { return nil }
    return .simple(dn: dn, password: password)
  }
}
