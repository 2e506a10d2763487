import Foundation
import Provisioning
import ShippedMappings

/// Finds and reads mappings: by path, or by name beside the settings, in `$NAVETTE_MAPPINGS`, then among the shipped.
struct MappingFile: Equatable, Sendable {
  let mapping: Mapping
  /// Where it was found; nil for a shipped one.
  let path: String?

  /// The mapping a setting names.
  static func find(_ node: SettingsNode) -> MappingFile? {
    guard let name = node.text(.mapping) else { return nil }
    let isPath = name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml")
    let places = isPath ? [node.source.absolute(name)] : places(of: name, node.source)
    for path in places {
      let data: Data
      do {
        data = try Data(contentsOf: URL(fileURLWithPath: path))
      } catch let error as CocoaError where error.code == .fileReadNoSuchFile {
        continue
      } catch {
        // Another one of that name would map everybody otherwise than is meant.
        node.source.faults.add(SettingsError(.unreadable, file: path))
        return nil
      }
      return read(Array(data), name: isPath ? plainName(name) : name, file: path, of: node.source)
        .map { MappingFile(mapping: $0, path: path) }
    }
    guard !isPath, let bytes = ShippedMappings.all[name] else {
      let shipped = isPath ? [] : ShippedMappings.all.keys.sorted()
      node.fault(.mappingNotFound(name: name, lookedIn: places, shipped: shipped))
      return nil
    }
    return read(bytes, name: name, file: "shipped:\(name).yaml", of: node.source).map {
      MappingFile(mapping: $0, path: nil)
    }
  }

  /// A mapping by itself.
  static func parse(
    _ bytes: [UInt8], name: String, file: String, environment: [String: String] = [:]
  ) throws(SettingsErrors) -> Mapping {
    let faults = SettingsFaults()
    let source = SettingsSource(file: file, environment: environment, faults: faults)
    let mapping = read(bytes, name: name, file: file, of: source)
    let errors = faults.inOrder
    guard errors.isEmpty else { throw SettingsErrors(all: errors) }
    guard let mapping else {
      throw SettingsErrors(all: [SettingsError(.wrongType(expected: .keys, found: .nothing), file: file)])
    }
    return mapping
  }

  private static func read(_ bytes: [UInt8], name: String, file: String, of source: SettingsSource) -> Mapping? {
    let own = SettingsSource(file: file, environment: source.environment, faults: source.faults)
    guard let root = own.root(of: bytes) else { return nil }
    return MappingReader.read(root, name: name, fingerprint: Mapping.fingerprint(of: bytes))
  }

  private static func places(of name: String, _ source: SettingsSource) -> [String] {
    let folders = [
      source.absolute("mappings"), source.environment["NAVETTE_MAPPINGS"].flatMap { $0.isEmpty ? nil : $0 },
    ]
    return folders.compactMap { $0 }.map { "\($0)/\(name).yaml" }
  }

  private static func plainName(_ path: String) -> String {
    URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
  }
}
