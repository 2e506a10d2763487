import Foundation
import Presentation
import Provisioning
import Testing

/// Whoever meets a code, a refusal or a failure finds it in the guide, in their language.
@Suite struct GuideCodesTests {
  static let languages: [(Language, String)] = [(.en, "problems.md"), (.fr, "fr/problemes.md")]

  private func page(_ name: String) throws -> String {
    plain(try String(contentsOfFile: GuideTests.docs + "/" + name, encoding: .utf8))
  }

  /// Spaces of any width are spaces.
  private func plain(_ text: String) -> String {
    text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
      .joined(separator: "\n")
  }

  @Test(arguments: languages)
  func `each problem and each held entry has its line`(_: Language, page name: String) throws {
    let page = try page(name)
    for code in Problem.Code.allCases { #expect(page.contains("\n| `\(code.rawValue)` |"), "\(code.rawValue)") }
    for code in Proposal.Code.allCases { #expect(page.contains("\n| `\(code.rawValue)` |"), "\(code.rawValue)") }
  }

  @Test(arguments: languages)
  func `each refusal has its line`(_: Language, page name: String) throws {
    let page = try page(name)
    let limits = Limit.Name.allCases.map { Refusal.Cause.limit($0, .none) }
    let others: [Refusal.Cause] = [
      .emptyBase, .attributeUnreadable, .onlyNewAnchors, .anchorAttributeChanged, .tiesNotFound,
    ]
    try #expect(Set((limits + others).map(label)) == cases(of: "Cause", in: "Plan/Refusal.swift"))
    for cause in limits + others { #expect(page.contains("\n| `\(cause.name)` |"), "\(cause.name)") }
  }

  @Test(arguments: languages)
  func `each failure has its line, as it is said`(language: Language, page name: String) throws {
    let page = try page(name)
    let wording = language.wording(timeZone: .gmt)
    try #expect(
      Set(FailureSamples.directory.map(label)) == cases(of: "DirectoryError", in: "Directory/DirectoryError.swift"))
    try #expect(Set(FailureSamples.store.map(label)) == cases(of: "StoreError", in: "Accounts/StoreError.swift"))
    try #expect(Set(FailureSamples.delivery.map(label)) == cases(of: "DeliveryError", in: "Outbox/DeliveryError.swift"))
    let said =
      FailureSamples.directory.map(wording.explain) + FailureSamples.store.map(wording.explain)
      + FailureSamples.delivery.map(wording.explain)
    for explanation in said {
      let line = plain(explanation.what.replacingOccurrences(of: "77", with: "…"))
      #expect(page.contains("| \(line) |"), "\(line)")
    }
  }

  /// The name of an enumeration's case.
  private func label(_ value: Any) -> String {
    Mirror(reflecting: value).children.first?.label ?? "\(value)"
  }

  /// The cases that a source file declares directly in an enumeration: one that is added is missed here first.
  private func cases(of name: String, in file: String) throws -> Set<String> {
    let path = GuideTests.docs + "/../Sources/Provisioning/" + file
    let lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
    let start = try #require(lines.firstIndex { $0.contains("enum \(name):") })
    let margin = lines[start].prefix { $0 == " " } + "  "
    let body = lines[(start + 1)...].prefix { $0.isEmpty || $0.hasPrefix(margin) }
    let names = body.filter { $0.hasPrefix(margin + "case ") }.map { line in
      line.dropFirst(margin.count + 5).prefix { $0.isLetter }
    }
    return Set(names.map(String.init))
  }
}
