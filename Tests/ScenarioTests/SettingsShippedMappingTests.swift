import Foundation
import Provisioning
import ShippedMappings
import Testing

@testable import navette

/// The shipped mappings against their sample entries.
@Suite struct SettingsShippedMappingTests {
  struct Expected: Decodable {
    struct Entry: Decodable {
      let dn: String
      let anchor: String?
      let active: Bool
      let activeUntil: String?
      let responsable: Person
      let problems: [Problem]
    }

    struct Person: Decodable, Equatable {
      var number: String?
      var civility: String?
      var lastName: String?
      var firstName: String?
      var email: String?
      var mobile: String?
      var attributes: [String: Value]?
    }

    /// A text, or a list of them.
    enum Value: Decodable, Equatable {
      case text(String)
      case list([String])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Not a text: then it has to be a list, or the sample is wrong.
        if let text = try? container.decode(String.self) {
          self = .text(text)
        } else {
          self = .list(try container.decode([String].self))
        }
      }

      init(_ value: FieldValue) {
        switch value {
        case .text(let text): self = .text(text)
        case .list(let texts): self = .list(texts)
        }
      }
    }

    struct Problem: Decodable, Equatable {
      let code: String
      let attribute: String?
      let field: String?
    }

    let entries: [Entry]
  }

  @Test(arguments: ShippedMappings.all.keys.sorted())
  func `every sample entry becomes what is written beside it`(_ name: String) throws {
    let folder = SettingsFolder.repository.appending(path: "mappings")
    let bytes = Array(try Data(contentsOf: folder.appending(path: "\(name).yaml")))
    #expect(ShippedMappings.all[name] == bytes)
    let mapping = try MappingFile.parse(bytes, name: name, file: "\(name).yaml")
    let filter = try #require(mapping.filter)
    let records = SampleLDIF.records(try String(contentsOf: folder.appending(path: "\(name).ldif"), encoding: .utf8))
    let expected = try JSONDecoder().decode(
      Expected.self, from: Data(contentsOf: folder.appending(path: "\(name).expected.json")))
    let people = records.filter { filter.matches($0.entry(SampleLDIF.names(records))) }
    #expect(people.map(\.dn) == expected.entries.map(\.dn) && people.count >= 10)
    for (record, wanted) in zip(people, expected.entries) {
      let mapped = mapping.map(record.entry(mapping.attributes), directory: "mairie")
      #expect(mapped.anchor?.text == wanted.anchor && mapped.isActive == wanted.active, "\(wanted.dn)")
      #expect(mapped.activeUntil?.ISO8601Format() == wanted.activeUntil, "\(wanted.dn)")
      #expect(Self.person(mapped.responsable) == wanted.responsable, "\(wanted.dn)")
      let problems = mapped.problems.map {
        Expected.Problem(code: $0.code.rawValue, attribute: $0.attribute, field: $0.field)
      }
      #expect(problems == wanted.problems, "\(wanted.dn)")
    }
  }

  static func person(_ responsable: Responsable) -> Expected.Person {
    let attributes = responsable.attributes.mapValues(Expected.Value.init)
    return Expected.Person(
      number: responsable.number, civility: responsable.civility, lastName: responsable.lastName,
      firstName: responsable.firstName, email: responsable.email, mobile: responsable.mobile,
      attributes: attributes.isEmpty ? nil : attributes)
  }

  @Test func `every mapping of the folder is shipped, and has its page in both languages`() throws {
    let root = SettingsFolder.repository
    let files = try FileManager.default.contentsOfDirectory(atPath: root.appending(path: "mappings").path)
    let names = files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    #expect(Set(names) == Set(ShippedMappings.all.keys))
    for page in names.flatMap({ ["docs/mappings/\($0).md", "docs/fr/mappings/\($0).md"] }) {
      #expect(FileManager.default.fileExists(atPath: root.appending(path: page).path), "\(page)")
    }
  }

  @Test func `every shipped mapping can be read`() throws {
    for (name, bytes) in ShippedMappings.all {
      let mapping = try MappingFile.parse(bytes, name: name, file: "\(name).yaml")
      #expect(mapping.name == name && !mapping.flavour.isEmpty)
    }
  }
}
