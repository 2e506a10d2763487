import Foundation
import Provisioning
import Testing

@testable import Presentation

/// What a browser is given, and what it is kept from.
struct HTMLReportTests {
  private static let names = SampleReports.all.map(\.name)

  private func page(_ name: String, _ language: Language = .en) throws -> String {
    let report = try #require(SampleReports.all.first { $0.name == name }).report
    return Golden.string(.html, report, Golden.style(language))
  }

  /// What is between two marks, the first time.
  private func between(_ open: String, _ close: String, in text: String) throws -> String {
    let start = try #require(text.range(of: open))
    let end = try #require(text[start.upperBound...].range(of: close))
    return String(text[start.upperBound..<end.lowerBound])
  }

  @Test func `the policy allows this style and this script and nothing else`() throws {
    let page = try page("plan")
    let policy = try between("Security-Policy\" content=\"", "\"", in: page).replacing("&#39;", with: "'")
    for tag in ["style", "script"] {
      let content = try between("<\(tag)>", "</\(tag)>", in: page)
      let hash = Data(Checksum.sha256(Array(content.utf8))).base64EncodedString()
      #expect(policy.contains("\(tag)-src 'sha256-\(hash)'"))
    }
    #expect(policy.hasPrefix("default-src 'none';"))
    #expect(!policy.contains("unsafe"))
  }

  @Test(arguments: names, Language.allCases)
  func `nothing is fetched, and no style or script stands in a tag`(_ name: String, _ language: Language) throws {
    let page = try page(name, language)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"))
    for sign in [" src=", "<link", "<img", "<iframe", "@import", "url(", " style=", "<form"] {
      #expect(!page.contains(sign), "\(sign)")
    }
    #expect(try Regex("<[^>]* on[a-z]+=").firstMatch(in: page) == nil)
    #expect(page.matches(of: /href="/).count == page.matches(of: /href="#/).count)
  }

  @Test(arguments: Language.allCases)
  func `no value makes markup`(_ language: Language) throws {
    let values = [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "</style><b>", "&lt;b&gt;",
      "]]>", "<!--", "\u{202E}abc", "\u{0}<b>",
    ]
    for value in values {
      var plan = SampleReports.emptyPlan(1)
      plan.changes = [
        SampleChanges.change(
          .update, 1, number: value, name: value, dn: "cn=\(value)", previousDN: value,
          fields: [
            SampleChanges.text(.email, value, value),
            FieldChange(.attribute(value), from: nil, to: .list([value, value])),
          ],
          mails: [PlannedMail(kind: .link, to: value)], reason: .recreated(former: Anchor(value)))
      ]
      plan.counts.update = 1
      plan.open.problems = [
        Problem(
          .invalidEmail, directory: value, anchor: value, dn: value, attribute: value, field: "email", detail: value)
      ]
      let directory = DirectoryReport(name: value, outcome: .changes, seconds: 0, plan: plan)
      var style = Golden.style(language)
      style.portal = value
      let hostile = Golden.string(.html, SampleReports.report(.plan, [directory]), style)
      #expect(!hostile.contains(value), "\(value)")
      #expect(tags(hostile).count == tags(neutral(language)).count, "\(value)")
    }
  }

  /// The same report with a value that means nothing.
  private func neutral(_ language: Language) -> String {
    var plan = SampleReports.emptyPlan(1)
    plan.changes = [
      SampleChanges.change(
        .update, 1, number: "x", name: "x", dn: "cn=x", previousDN: "x",
        fields: [
          SampleChanges.text(.email, "x", "x"), FieldChange(.attribute("x"), from: nil, to: .list(["x", "x"])),
        ],
        mails: [PlannedMail(kind: .link, to: "x")], reason: .recreated(former: Anchor("x")))
    ]
    plan.counts.update = 1
    plan.open.problems = [
      Problem(.invalidEmail, directory: "x", anchor: "x", dn: "x", attribute: "x", field: "email", detail: "x")
    ]
    var style = Golden.style(language)
    style.portal = "x"
    let directory = DirectoryReport(name: "x", outcome: .changes, seconds: 0, plan: plan)
    return Golden.string(.html, SampleReports.report(.plan, [directory]), style)
  }

  private func tags(_ page: String) -> [Substring] { page.matches(of: /<\/?[a-z!][^>]*>/).map(\.0) }

  @Test(arguments: names, Language.allCases)
  func `every tag is closed by its own`(_ name: String, _ language: Language) throws {
    let void: Set<Substring> = ["meta", "input", "rect", "line", "polyline", "br"]
    var open: [Substring] = []
    let page = Golden.page(try #require(SampleReports.all.first { $0.name == name }).report, Golden.style(language))
    for match in page.matches(of: /<(\/?)([a-z][a-z0-9]*)[^>]*>/) where !void.contains(match.2) {
      if match.1.isEmpty { open.append(match.2) } else { #expect(open.popLast() == match.2) }
    }
    #expect(open.isEmpty)
  }

  @Test(arguments: names, Language.allCases)
  func `one heading of the first rank, none that skips a rank, and each drawing told in words`(
    _ name: String, _ language: Language
  ) throws {
    let page = Golden.page(try #require(SampleReports.all.first { $0.name == name }).report, Golden.style(language))
    let ranks = page.matches(of: /<h([1-6])>/).compactMap { Int($0.1) }
    #expect(ranks.first == 1 && ranks.filter { $0 == 1 }.count == 1)
    #expect(zip(ranks, ranks.dropFirst()).allSatisfy { $1 <= $0 + 1 })
    #expect(page.matches(of: /<svg [^>]*role="img" aria-label="[^"]+"/).count == page.matches(of: #/<svg /#).count)
  }

  @Test func `many open problems are searched and laid out as people are`() {
    var plan = SampleReports.emptyPlan(450)
    plan.open.problems = (1...450).map {
      Problem(.noAnchor, directory: "mairie", anchor: nil, dn: "uid=p\($0)", attribute: "entryUUID")
    }
    let directory = DirectoryReport(name: "mairie", outcome: .settled, seconds: 1, plan: plan)
    let page = Golden.string(.html, SampleReports.report(.plan, [directory]), Golden.style())
    #expect(page.contains("role=\"search\""))
    #expect(page.matches(of: #/<ul class="people">/#).count == 3)
    #expect(page.matches(of: #/<li data-k="problem">/#).count == 450)
  }
}
