import Directories
import Provisioning
import TestSupport

/// Everything one read gave.
struct Collected {
  var entries: [DirectoryEntry] = []
  var outcome: ReadOutcome?

  /// The texts of an attribute, entry by entry.
  func texts(_ name: String) -> [[String]] {
    entries.map { entry in entry.values(of: name).map { String(decoding: $0, as: UTF8.self) } }
  }

  /// Each entry as its name and its values in a fixed order, since neither has one.
  var canonical: [String: [String]] {
    var result: [String: [String]] = [:]
    for entry in entries {
      result[entry.dn] = entry.attributes.names.indices.flatMap { position in
        entry.values(at: position).map { "\(position)=\(Array($0))" }.sorted()
      }
    }
    return result
  }
}

extension Directory {
  /// Reads everything into memory.
  func collect(
    _ attributes: [String], filter: Filter? = nil, selection: Filter? = nil
  ) throws(DirectoryError) -> Collected {
    var collected = Collected()
    let request = ReadRequest(attributes: AttributeSet(attributes), filter: filter, selection: selection)
    collected.outcome = try read(request, anew: { collected.entries = [] }) { collected.entries.append($0) }
    return collected
  }
}

extension LDAPSettings {
  /// Settings for a test: anonymous, below the responsables, impatient.
  static func test(_ urls: String..., change: (inout LDAPSettings) -> Void = { _ in }) -> LDAPSettings {
    var settings = LDAPSettings(
      name: "mairie", urls: urls, bases: [Valmont.responsables], connectTimeout: 20, idleTimeout: 20)
    change(&settings)
    return settings
  }
}

extension Filter {
  static func equals(_ attribute: String, _ value: String) -> Filter {
    .equal(attribute: attribute, value: Array(value.utf8))
  }
}

let isPerson = Filter.equals("objectClass", "inetOrgPerson")
