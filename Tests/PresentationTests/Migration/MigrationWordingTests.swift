import Foundation
import Provisioning
import Testing

@testable import Presentation

/// What is said of a store that was copied, or was not, in both languages.
@Suite struct MigrationWordingTests {
  private static let obstacles: [MigrationObstacle] = [
    .nothingThere(location: "/x.sqlite"), .sameStore(location: "/x.sqlite"), .inUse(location: "/x.sqlite", process: 42),
    .notEmpty(location: "postgresql:///x", table: "account", rows: 1_234),
    .differs(location: "postgresql:///x", table: "account"),
  ]
  private static let report = MigrationReport(
    from: "/x.sqlite", to: "postgresql:///x",
    tables: [
      MigratedTable(name: "account", rows: 1_431, digest: "ab"), MigratedTable(name: "run", rows: 2, digest: "cd"),
    ],
    store: "postgresql://navette@/x", passwordFile: "store-password", keyFile: "/etc/navette/secret.key")

  @Test(arguments: [Language.en, .fr], obstacles)
  func `what stands in the way is said with its place and a remedy`(_ language: Language, _ obstacle: MigrationObstacle)
  {
    let said = language.wording(timeZone: .gmt).explain(obstacle)
    #expect(said.lines.count == 3)
    #expect(said.place == "/x.sqlite." || said.place == "postgresql:///x.")
  }

  @Test(arguments: [Language.en, .fr])
  func `a copy tells its figures and what is left to do`(_ language: Language) throws {
    let style = TextStyle(language: language, timeZone: .gmt, redact: false)
    var bytes: [UInt8] = []
    MigrationText(Self.report, style: style).write { bytes += $0 }
    let text = String(decoding: bytes, as: UTF8.self)
    let thousand = language == .en ? "1,431" : "1\u{202F}431"
    #expect(text.contains("account  \(thousand)") && text.contains("run          2"), "\(text)")
    for word in [
      "store: postgresql://navette@/x", "storePasswordFile: store-password", "/etc/navette/secret.key", "4. ",
    ] {
      #expect(text.contains(word), "\(text)")
    }
    bytes = []
    MigrationJSON(Self.report, style: style).write { bytes += $0 }
    let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(json["outcome"] as? String == "copied" && json["rows"] as? Int == 1_433)
    #expect((json["steps"] as? [String])?.count == 4 && (json["tables"] as? [Any])?.count == 2)
  }
}
