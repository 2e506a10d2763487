import Provisioning
import Yams

/// A group of keys, each of which is known.
struct SettingsSection {
  let node: SettingsNode
  private let values: [String: SettingsNode]

  init(_ pairs: Node.Mapping, at node: SettingsNode, known: [String]) {
    self.node = node
    var values: [String: SettingsNode] = [:]
    for (key, value) in pairs {
      let name = key.string ?? "?"
      let path = node.key.isEmpty ? name : "\(node.key).\(name)"
      if known.contains(name) {
        values[name] = SettingsNode(node: value, key: path, source: node.source)
      } else {
        SettingsNode(node: key, key: path, source: node.source)
          .fault(.unknownKey(nearest: EditDistance.nearest(to: name, among: known)))
      }
    }
    self.values = values
  }

  subscript(key: String) -> SettingsNode? { values[key] }

  /// The value of a key that must be there.
  func required(_ key: String) -> SettingsNode? {
    if values[key] == nil { fault(.missing, key: key) }
    return values[key]
  }

  /// Reports a fault of this group, under the name of one of its keys.
  func fault(_ kind: SettingsError.Kind, key: String) {
    if let value = values[key] { return value.fault(kind) }
    let path = node.key.isEmpty ? key : "\(node.key).\(key)"
    SettingsNode(node: node.node, key: path, source: node.source).fault(kind)
  }
}
