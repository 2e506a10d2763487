import Provisioning
import Stores

/// Reads the `store` of the settings: `sqlite:FILE`, perhaps with `?mode=0660`, or a `postgresql:` URI.
enum StoreReader {
  private static let options = ["mode"]
  /// For its owner alone, or for a portal of the same group as well; nobody else has business with it.
  private static let modes: [Substring: UInt32] = ["0600": 0o600, "0660": 0o660]

  static let passwordKey = "storePasswordFile"

  static func read(_ top: SettingsSection) -> StoreSettings? {
    guard let node = top.required("store"), let text = node.text(.store) else { return nil }
    if text.hasPrefix("postgresql:") { return readServer(text, node, top) }
    if top[passwordKey] != nil { top.fault(.conflict(.neededByPostgreSQLOnly), key: passwordKey) }
    guard text.hasPrefix("sqlite:") else { return node.refuse(.store) }
    return readFile(text, node)
  }

  /// The same of an option of the command line, by the same rules; a relative path starts from `folder`.
  static func read(
    _ url: String, passwordFile: String?, option: String, folder: String, environment: [String: String]
  ) throws(SettingsErrors) -> StoreSettings {
    let faults = SettingsFaults()
    let source = SettingsSource(file: folder + "/" + option, environment: environment, faults: faults)
    let pairs = [("store", url)] + (passwordFile.map { [(passwordKey, $0)] } ?? [])
    // A text of JSON is one of YAML.
    let lines = pairs.map { name, value -> String in
      var json = JSONText()
      json.string(value)
      return "\(name): \(json.text)\n"
    }.joined()
    let store = source.root(of: Array(lines.utf8))?.section(pairs.map(\.0)).flatMap { read($0) }
    let all = faults.inOrder.map { SettingsError($0.kind, file: option) }
    guard let store, all.isEmpty else { throw SettingsErrors(all: all) }
    return store
  }

  /// What is wrong is said without repeating the address: a password may stand in it.
  private static func readServer(_ url: String, _ node: SettingsNode, _ top: SettingsSection) -> StoreSettings? {
    guard let address = PostgreSQLAddress(url, environment: node.source.environment) else {
      node.fault(.conflict(.storeAddressUnreadable))
      return nil
    }
    if address.hasPassword { node.fault(.conflict(.passwordInStoreAddress)) }
    if !address.isLocal, address.encryption != "verify-full" {
      node.fault(.conflict(.storeUnverified))
    }
    guard let file = top[passwordKey] else { return .postgresql(url: url, password: nil) }
    return file.path().flatMap { path in
      SecretFile.read(path, for: file).map { .postgresql(url: url, password: Secret($0, file: path)) }
    }
  }

  private static func readFile(_ text: String, _ node: SettingsNode) -> StoreSettings? {
    let parts = text.dropFirst(7).split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, !path.isEmpty else { return node.refuse(.store) }
    guard parts.count == 2 else { return .sqlite(path: node.source.absolute(String(path)), mode: nil) }
    return readMode(parts[1], node).map { .sqlite(path: node.source.absolute(String(path)), mode: $0) }
  }

  private static func readMode(_ option: Substring, _ node: SettingsNode) -> UInt32? {
    let pair = option.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = pair.first.map(String.init), options.contains(name) else {
      let name = pair.first.map(String.init) ?? ""
      let named = SettingsNode(node: node.node, key: "\(node.key)?\(name)", source: node.source)
      named.fault(.unknownKey(nearest: EditDistance.nearest(to: name, among: options)))
      return nil
    }
    guard pair.count == 2, let mode = modes[pair[1]] else {
      return node.refuse(.storeMode)
    }
    return mode
  }
}
