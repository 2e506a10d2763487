import Foundation
import Provisioning
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

  func refuse<Value>(_ expected: SettingsError.Expectation) -> Value? {
    fault(.badValue(found: found, expected: expected))
    return nil
  }

  func wrongType<Value>(_ expected: SettingsError.Expectation) -> Value? {
    fault(.wrongType(expected: expected, found: found))
    return nil
  }

  private var found: SettingsError.Found {
    switch node {
    case .mapping: .group
    case .sequence: .list
    case .scalar(let scalar) where isEmpty(scalar): .nothing
    case .scalar(let scalar): .text(scalar.string)
    case .alias: .alias
    }
  }

  /// The scalar as it is written; a number or a word like `no` is text where text is wanted.
  func rawText(_ expected: SettingsError.Expectation = .text) -> String? {
    guard case .scalar(let scalar) = node, !isEmpty(scalar) else { return wrongType(expected) }
    return scalar.string
  }

  /// A list, or a single value as a list of one.
  func oneOrMore() -> [SettingsNode] {
    guard case .sequence(let items) = node else { return [self] }
    if items.isEmpty { fault(.wrongType(expected: .atLeastOne, found: .emptyList)) }
    return items.enumerated().map { SettingsNode(node: $1, key: "\(key)[\($0)]", source: source) }
  }

  func list(_ expected: SettingsError.Expectation) -> [SettingsNode]? {
    guard case .sequence = node else { return wrongType(expected) }
    return oneOrMore()
  }

  /// The group of keys here; keys that are not among `known` are reported at once.
  func section(_ known: [String]) -> SettingsSection? {
    guard case .mapping(let pairs) = node else { return wrongType(.group) }
    return SettingsSection(pairs, at: self, known: known)
  }

  /// Pairs of free keys, such as a table.
  func pairs(_ expected: SettingsError.Expectation) -> [(name: SettingsNode, value: SettingsNode)]? {
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
