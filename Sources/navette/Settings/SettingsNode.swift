import Foundation
import Yams

/// A value of a YAML file that knows where it stands and what to say when it is not what it should be.
struct SettingsNode {
  let node: Node
  /// The way to it: `directories[0].bind`.
  let key: String
  let source: SettingsSource

  /// Reports a fault of this value; nothing comes of it.
  func fault(_ kind: SettingsError.Kind) {
    let mark = node.mark
    source.faults.add(SettingsError(kind, file: source.file, line: mark?.line, column: mark?.column, key: key))
  }

  func refuse<Value>(_ expected: String) -> Value? {
    fault(.badValue(found: node.string ?? found, expected: expected))
    return nil
  }

  func wrongType<Value>(_ expected: String) -> Value? {
    fault(.wrongType(expected: expected, found: found))
    return nil
  }

  /// What stands here, in words.
  var found: String {
    switch node {
    case .mapping: "a group of keys"
    case .sequence: "a list"
    case .scalar(let scalar) where isEmpty(scalar): "nothing"
    case .scalar(let scalar): "“\(scalar.string)”"
    case .alias: "an alias"
    }
  }

  /// The scalar as it is written; a number or a word like `no` is text where text is wanted.
  func rawText(_ expected: String = "text") -> String? {
    guard case .scalar(let scalar) = node, !isEmpty(scalar) else { return wrongType(expected) }
    return scalar.string
  }

  /// A list, or a single value as a list of one.
  func oneOrMore() -> [SettingsNode] {
    guard case .sequence(let items) = node else { return [self] }
    if items.isEmpty { fault(.wrongType(expected: "at least one value", found: "an empty list")) }
    return items.enumerated().map { SettingsNode(node: $1, key: "\(key)[\($0)]", source: source) }
  }

  func list(_ expected: String) -> [SettingsNode]? {
    guard case .sequence = node else { return wrongType(expected) }
    return oneOrMore()
  }

  /// The group of keys here; keys that are not among `known` are reported at once.
  func section(_ known: [String]) -> SettingsSection? {
    guard case .mapping(let pairs) = node else { return wrongType("a group of keys") }
    return SettingsSection(pairs, at: self, known: known)
  }

  /// Pairs of free keys, such as a table.
  func pairs(_ expected: String) -> [(name: SettingsNode, value: SettingsNode)]? {
    guard case .mapping(let pairs) = node else { return wrongType(expected) }
    return pairs.map { name, value in
      let path = "\(key).\(name.string ?? "?")"
      return (SettingsNode(node: name, key: path, source: source), SettingsNode(node: value, key: path, source: source))
    }
  }

  var isGroup: Bool { node.mapping != nil }

  private func isEmpty(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
  }
}
