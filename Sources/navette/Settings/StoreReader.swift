import Provisioning

/// Reads the `store` of the settings: `sqlite:FILE`, perhaps with `?mode=0660`.
enum StoreReader {
  private static let options = ["mode"]
  /// For its owner alone, or for a portal of the same group as well; nobody else has business with it.
  private static let modes: [Substring: UInt32] = ["0600": 0o600, "0660": 0o660]

  static func read(_ node: SettingsNode) -> StoreSettings? {
    guard let text = node.text(.store) else { return nil }
    guard text.hasPrefix("sqlite:") else { return node.refuse(.store) }
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
