import Foundation
import Provisioning
import Yams

/// One YAML file while it is read: its name, its surroundings and its faults.
struct SettingsSource {
  /// As errors name it.
  let file: String
  let environment: [String: String]
  let faults: SettingsFaults

  /// The folder that relative paths start from.
  var folder: String { URL(fileURLWithPath: file).deletingLastPathComponent().path }

  /// A path as the file means it.
  func absolute(_ path: String) -> String {
    // Joined before it is shortened: a URL relative to another loses the `..` it begins with.
    path.hasPrefix("/") ? path : URL(fileURLWithPath: folder + "/" + path).standardized.path
  }

  /// The file's top, or nil with the reason reported.
  func root(of bytes: [UInt8]) -> SettingsNode? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return refuse(.notUTF8, nil) }
    do {
      // What a scalar is, its reader says; rules that guess it are patterns, which cost as much as all the rest of the file.
      let parser = try Parser(yaml: text, resolver: .basic)
      guard let node = try parser.singleRoot() else {
        return refuse(.wrongType(expected: .keys, found: .nothing), nil)
      }
      let root = SettingsNode(node: node, key: "", source: self)
      // Nodes hold their anchors weakly: only the parser keeps them.
      return withExtendedLifetime(parser) { isPlain(root) } ? root : nil
    } catch let error as YamlError {
      return refuse(error)
    } catch {
      return refuse(.syntax(problem: ""), nil)
    }
  }

  /// Anchors are reported and not followed: a reader who overlooks one would read another file than is written.
  private func isPlain(_ value: SettingsNode) -> Bool {
    if value.node.anchor != nil {
      value.fault(.notSupported(.anchor))
      return false
    }
    switch value.node {
    case .scalar: return true
    case .alias:
      value.fault(.notSupported(.alias))
      return false
    case .sequence(let items):
      return items.enumerated().reduce(true) { sofar, item in
        isPlain(SettingsNode(node: item.element, key: "\(value.key)[\(item.offset)]", source: self)) && sofar
      }
    case .mapping(let pairs):
      return pairs.reduce(true) { sofar, pair in
        let path = [value.key, pair.key.string ?? "?"].filter { !$0.isEmpty }.joined(separator: ".")
        let name = SettingsNode(node: pair.key, key: path, source: self)
        guard pair.key.string != "<<" else {
          name.fault(.notSupported(.mergeKey))
          return false
        }
        guard pair.key.scalar != nil else { return name.wrongType(.word) ?? false }
        return isPlain(name) && isPlain(SettingsNode(node: pair.value, key: name.key, source: self)) && sofar
      }
    }
  }

  private func refuse(_ error: YamlError) -> SettingsNode? {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return refuse(.syntax(problem: problem), (mark.line, mark.column))
    case .reader(let problem, let offset, _, let yaml):
      return refuse(.syntax(problem: problem), offset.map { Self.place(of: $0, in: yaml) })
    case .duplicatedKeysInMapping(let keys, let context):
      for key in keys { _ = refuse(.duplicateKey, (context.mark.line, context.mark.column), key: key) }
      return nil
    default: return refuse(.syntax(problem: ""), nil)
    }
  }

  private func refuse(
    _ kind: SettingsError.Kind, _ place: (line: Int, column: Int)?, key: String? = nil
  ) -> SettingsNode? {
    faults.add(SettingsError(kind, file: file, line: place?.line, column: place?.column, key: key))
    return nil
  }

  /// Line and column, from 1, of a character counted from 0.
  private static func place(of offset: Int, in text: String) -> (line: Int, column: Int) {
    let lines = text.prefix(offset).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return (lines.count, (lines.last?.count ?? 0) + 1)
  }
}
