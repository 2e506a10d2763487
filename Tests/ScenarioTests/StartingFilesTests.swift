import Foundation
import Presentation
import ShippedMappings
import Testing

@testable import navette

/// What `navette init` writes is what the program, and an editor with the schemas, understand.
@Suite struct StartingFilesTests {
  static let beginnings = Language.allCases.flatMap { language in
    ShippedMappings.all.keys.sorted().map { (language, $0) }
  }

  let folder: SettingsFolder

  init() throws {
    folder = try SettingsFolder()
    for name in ["ldap-password", "relay-password"] { try folder.write("s3cret\n", to: name, mode: 0o600) }
  }

  /// The text with every example in force: "#key" without its sign, prose as it is.
  private static func inForce(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let indent = line.prefix { $0 == " " }
      let rest = line.dropFirst(indent.count)
      guard rest.hasPrefix("#"), !rest.hasPrefix("# "), rest != "#" else { return String(line) }
      return String(indent + rest.dropFirst())
    }.joined(separator: "\n")
  }

  @Test(arguments: beginnings)
  func `settings to begin with are understood, by themselves and with every example in force`(
    language: Language, flavour: String
  ) throws {
    let text = StartingFiles(language, flavour: flavour).settings
    for version in [text, Self.inForce(text)] {
      #expect(try folder.load(version).directories.map(\.mapping.name) == [flavour])
      #expect(try SettingsSchemaTests().verdict("settings", version) == "")
    }
  }

  @Test(arguments: beginnings)
  func `a mapping to begin with means what the shipped one means`(language: Language, flavour: String) throws {
    let shipped = try #require(ShippedMappings.all[flavour])
    let text = StartingFiles(language, flavour: flavour).mapping(shipped)
    let own = try MappingFile.parse(Array(text.utf8), name: flavour, file: "own.yaml")
    let theirs = try MappingFile.parse(shipped, name: flavour, file: "shipped.yaml")
    #expect(own.rules == theirs.rules && own.anchor == theirs.anchor && own.filter == theirs.filter)
    #expect(own.active == theirs.active && own.correlate == theirs.correlate && own.relink == theirs.relink)
    #expect(try SettingsSchemaTests().verdict("mapping", text) == "")
  }

  @Test(arguments: Language.allCases)
  func `every key of the settings is explained`(language: Language) throws {
    let schema = try JSONSerialization.jsonObject(
      with: Data(contentsOf: SettingsFolder.repository.appending(path: "docs/settings.schema.json")))
    let text = StartingFiles(language, flavour: "openldap").settings
    // A password does not stand in the file; the way by a file is the one that is shown.
    for key in Self.keys(of: schema).subtracting(["password"]) {
      #expect(text.contains("\(key):"), "\(key)")
    }
  }

  private static func keys(of schema: Any) -> Set<String> {
    if let list = schema as? [Any] { return list.reduce(into: []) { $0.formUnion(keys(of: $1)) } }
    guard let object = schema as? [String: Any] else { return [] }
    let own = (object["properties"] as? [String: Any])?.keys.map { $0 } ?? []
    return object.values.reduce(into: Set(own)) { $0.formUnion(keys(of: $1)) }
  }

  @Test(arguments: Language.allCases)
  func `what is called a default is one`(language: Language) throws {
    let text = StartingFiles(language, flavour: "openldap").settings
    let began = try folder.load(text)
    let full = try folder.load(Self.inForce(text))
    let least = try folder.load(SettingsFolder.least)
    #expect(full.limits == least.limits && full.tokens == least.tokens && full.sharedEmail == least.sharedEmail)
    #expect(full.absenceGrace == least.absenceGrace && full.portal.link == least.portal.link)
    #expect(full.portal.timeZone == least.portal.timeZone && began.portal.name == least.portal.name)
    let (mine, theirs) = (try #require(full.directories.first), try #require(least.directories.first))
    #expect(mine.scope == theirs.scope && mine.pageSize == theirs.pageSize && mine.read == theirs.read)
    #expect(mine.connectTimeout == theirs.connectTimeout && mine.idleTimeout == theirs.idleTimeout)
  }

  @Test func `a fresh key is one, and never the same`() throws {
    let texts = [1, 2].map { _ in TokenKeyFile.fresh(remark: "# a remark") }
    #expect(texts[0] != texts[1])
    for text in texts { #expect(try TokenKeyFile.parse(text).count == 1) }
  }

  @Test func `files are written together or not at all`() throws {
    let place = folder.path + "/new"
    let set = FileSet(folder: place).adding("a", "1").adding("deep/b", "2", mode: 0o600)
    try set.write()
    #expect(throws: FileSet.Failure.exists([place + "/a", place + "/deep/b"])) { try set.write() }
    let blocked = FileSet(folder: folder.path + "/half").adding("a", "1").adding("a/b", "2")
    #expect(throws: FileSet.Failure.self) { try blocked.write() }
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/half"))
  }
}
