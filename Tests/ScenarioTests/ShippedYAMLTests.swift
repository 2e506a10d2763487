import Foundation
import Testing

@testable import navette

/// Every YAML text we show to people: the program reads it, and the schemas accept it.
@Suite struct ShippedYAMLTests {
  /// A text, and where it stands.
  struct Sample: CustomTestStringConvertible, Sendable {
    let place: String
    let text: String

    var testDescription: String { place }
    var isMapping: Bool { mentions(["anchor", "responsable", "active", "activeUntil", "correlate", "relink"]) }

    func mentions(_ keys: [String]) -> Bool {
      text.split(separator: "\n").contains { line in keys.contains { line.hasPrefix("\($0):") } }
    }
  }

  static let samples: [Sample] = {
    let root = SettingsFolder.repository
    let texts = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.allObjects as? [URL] ?? []
    return texts.filter { !$0.path.contains("/.build/") }.flatMap { url -> [Sample] in
      let place = String(url.path.dropFirst(root.path.count + 1))
      // What is not text has no YAML in it.
      guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
      switch url.pathExtension {
      case "md": return blocks(in: text, place)
      case "sh": return settings(in: text, place)
      case "yaml" where place.hasPrefix("mappings/"): return [Sample(place: place, text: text)]
      case "example": return [Sample(place: place, text: text)]
      default: return []
      }
    }
  }()

  /// The fenced blocks of a page; a key that stands twice shows two ways, of which each is one text.
  private static func blocks(in page: String, _ place: String) -> [Sample] {
    page.components(separatedBy: "```yaml\n").enumerated().dropFirst().flatMap { number, rest -> [Sample] in
      let opening = page.components(separatedBy: "```yaml\n")[number - 1]
      let margin =
        opening.split(separator: "\n", omittingEmptySubsequences: false).last?.prefix { $0 == " " }.count ?? 0
      let block = rest.components(separatedBy: "```")[0].split(separator: "\n").map { String($0.dropFirst(margin)) }
      let anchors = block.filter { $0.hasPrefix("anchor:") }
      if anchors.count > 1 { return anchors.map { Sample(place: "\(place) \($0)", text: $0 + "\n") } }
      return [Sample(place: "\(place), block \(number)", text: block.joined(separator: "\n") + "\n")]
    }
  }

  /// The settings a script writes, with numbers for its variables.
  private static func settings(in script: String, _ place: String) -> [Sample] {
    script.components(separatedBy: "<<SETTINGS\n").dropFirst().map { rest in
      let text = rest.components(separatedBy: "\nSETTINGS\n")[0]
      return Sample(place: place, text: text.replacing(/\$\w+/, with: "1389") + "\n")
    }
  }

  @Test func `nothing is overlooked`() {
    let places = Set(Self.samples.map { $0.place.prefix { $0 != "," && $0 != " " } })
    #expect(
      places.isSuperset(of: [
        "README.md", "docs/settings.md", "docs/mapping.md", "deploy/navette.yaml.example", "deploy/demo/demo.sh",
        "mappings/openldap.yaml", "docs/deploy.md", "docs/fr/deploy.md", "docs/fr/mappings/ent.md",
      ]))
  }

  @Test(arguments: samples)
  func `every text we show is understood`(_ sample: Sample) throws {
    let folder = try SettingsFolder()
    for name in ["ldap-password", "relay-password", "store-password", "navette.keytab"] {
      try folder.write("s3cret\n", to: name, mode: 0o600)
    }
    try folder.write("key1 \(SettingsFolder.secret)\n", to: "token-keys", mode: 0o600)
    try folder.write(SettingsMappingTests.least, to: "mappings/ecole.yaml")
    let text = Self.completed(sample)
    if sample.isMapping {
      #expect(throws: Never.self) { try MappingFile.parse(Array(text.utf8), name: "sample", file: sample.place) }
    } else {
      let faults = try folder.faults(text, environment: ["CREDENTIALS_DIRECTORY": folder.path])
      #expect(faults.isEmpty, "\(faults)")
    }
    #expect(try SettingsSchemaTests().verdict(sample.isMapping ? "mapping" : "settings", text) == "", "\(text)")
  }

  /// What a report by mail needs beside itself.
  private static let sending = [
    ("portal", "{ url: \"https://famille.valmont.example\" }"),
    ("mail", "{ transport: \"file:mails\", from: portail@valmont.example }"),
  ]

  /// A fragment with what else must be there.
  private static func completed(_ sample: Sample) -> String {
    var text = sample.text
    let needed: [(String, String)] =
      sample.isMapping
      ? [
        ("flavour", "sample"), ("anchor", "entryUUID"),
        ("responsable", "{ number: employeeNumber, lastName: sn, firstName: givenName, email: mail }"),
      ]
      : [
        ("store", "sqlite:navette.sqlite"), ("secretKeyFile", "secret.key"),
        ("directories", "[{ name: a, url: \"ldaps://a.example\", base: \"dc=a\", mapping: openldap }]"),
      ] + (sample.mentions(["report"]) ? sending : [])
    for (key, value) in needed where !sample.mentions([key]) { text += "\(key): \(value)\n" }
    return text
  }
}
