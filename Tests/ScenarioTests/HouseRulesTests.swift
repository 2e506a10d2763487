import Foundation
import Testing

/// The rules of the house, read off the sources: who may import whom, and words that say nothing.
struct HouseRulesTests {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What each target may import beside Foundation, Dispatch and Synchronization.
  static let arrows: [String: Set<String>] = [
    "Provisioning": ["Crypto"],
    "Presentation": ["Provisioning", "Mustache"],
    "Directories": ["Provisioning", "CLDAP", "CGSSAPI", "CResolv"],
    "Stores": ["Provisioning", "GRDB", "GRDBSQLite", "CPostgres"],
    "Delivery": ["Provisioning", "CCurl"],
    "navette": [
      "Provisioning", "Presentation", "Directories", "Stores", "Delivery", "ShippedMappings", "ArgumentParser", "Yams",
      "Crypto",
    ],
  ]
  static let everywhere: Set<String> = ["Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc"]

  static func sources(below folder: String) -> [URL] {
    let files = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
    return (files?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "swift" }
  }

  static func matches(of pattern: String, in text: String) throws -> [String] {
    let expression = try NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines])
    return expression.matches(in: text, range: NSRange(text.startIndex..., in: text)).compactMap {
      Range($0.range(at: $0.numberOfRanges - 1), in: text).map { String(text[$0]) }
    }
  }

  @Test(arguments: arrows.keys.sorted())
  func `a target imports only what the design allows`(_ target: String) throws {
    let allowed = Self.everywhere.union(Self.arrows[target] ?? []).subtracting(
      target == "Provisioning" ? ["Dispatch", "Synchronization", "Glibc"] : [])
    let files = Self.sources(below: "Sources/\(target)")
    #expect(!files.isEmpty)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      let imports = try Self.matches(of: #"^(?:\w+ |@\w+ )*import (?:struct |enum |class |func )?(\w+)"#, in: text)
      for name in imports { #expect(allowed.contains(name), "\(file.lastPathComponent) imports \(name)") }
    }
  }

  @Test func `no file or type has a name that says nothing`() throws {
    let empty = "(Manager|Service|Helper|Utils?|Impl|Base|Core|Common)"
    for file in Self.sources(below: "Sources") {
      let name = file.deletingPathExtension().lastPathComponent
      let meansSomething = try Self.matches(of: "^\\w*\(empty)s?$", in: name).isEmpty
      #expect(meansSomething, "\(name)")
      let text = try String(contentsOf: file, encoding: .utf8)
      let types = try Self.matches(of: #"\b(?:struct|class|enum|protocol|actor) (\w+)"#, in: text)
      for type in types where type != "Base" {
        let isEmpty = try Self.matches(of: "^\\w*(Manager|Service|Helper|Utils?|Impl)$", in: type).isEmpty
        #expect(isEmpty, "\(type)")
      }
    }
  }

  @Test func `nothing crashes on purpose and nothing reads the clock beside the command line`() throws {
    for file in Self.sources(below: "Sources") {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(try Self.matches(of: #"\b(fatalError\(|try!|as!)"#, in: text).isEmpty, "\(file.lastPathComponent)")
      if !file.path.contains("/Sources/navette/") {
        #expect(try Self.matches(of: #"\b(Date\(\)|Date\.now)"#, in: text).isEmpty, "\(file.lastPathComponent)")
      }
    }
  }

  @Test func `nothing is public: this is a product, not a library`() throws {
    for file in Self.sources(below: "Sources") {
      let text = try String(contentsOf: file, encoding: .utf8)
      #expect(
        try Self.matches(of: #"^\s*(public |open (?:class|func|var|struct) )"#, in: text).isEmpty,
        "\(file.lastPathComponent)")
    }
  }
}
