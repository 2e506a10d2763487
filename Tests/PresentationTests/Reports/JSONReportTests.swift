import Foundation
import Provisioning
import Testing

@testable import Presentation

/// The names and values programs rely on.
struct JSONReportTests {
  private func tree(_ report: Report, redact: Bool = false) throws -> [String: Any] {
    let bytes = Golden.bytes(.json, report, Golden.style(redact: redact))
    return try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test func `top-level keys stand in their published order`() {
    let text = Golden.string(.json, SampleReports.sync, Golden.style())
    let keys = text.matches(of: #/\n  "(\w+)": /#).map { String($0.1) }
    #expect(
      keys == [
        "schema", "run", "directories", "counts", "changes", "problems", "refusals", "held", "drifts", "absences",
        "mails", "withoutPassword",
      ])
  }

  @Test func `counts hold exactly the published figures`() throws {
    let line = try #require(
      Golden.string(.json, SampleReports.plan, Golden.style()).split(separator: "\n").first {
        $0.contains("\"counts\"")
      })
    let keys = line.matches(of: /"(\w+)": \d/).map { String($0.1) }
    #expect(
      keys == [
        "entries", "unchanged", "create", "update", "move", "reactivate", "adopt", "secondary", "problems", "held",
        "deactivate", "absent", "emailChanges", "emailRemovals", "linkMails", "notices", "drift",
      ])
  }

  @Test func `a plan has no mails, a sync has`() throws {
    #expect(try tree(SampleReports.plan)["mails"] == nil)
    let mails = try #require(try tree(SampleReports.sync)["mails"] as? [String: Any])
    #expect(mails["sent"] as? Int == 1_200)
    #expect(mails["expectedEnd"] as? String == "2026-11-23T08:00:12Z")
  }

  @Test func `a new account carries the number the store gave it`() throws {
    let change = try #require((try tree(SampleReports.sync)["changes"] as? [[String: Any]])?.first)
    #expect(change["number"] as? String == "R-0042")
  }

  @Test func `fields are objects of before and after, several values an array`() throws {
    let change = try #require((try tree(SampleReports.plan)["changes"] as? [[String: Any]])?[1])
    let fields = try #require(change["fields"] as? [String: [String: Any]])
    #expect(fields["email"]?["from"] as? String == "zoe@ancien.example")
    #expect(fields["mobile"]?["to"] is NSNull)
    #expect(fields["attributes.service"]?["to"] as? [String] == ["Cantine", "Garderie"])
  }

  @Test(arguments: zip(SampleRefusals.limits.prefix(2), ["5%", "100"]))
  func `a limit is written as the settings write it`(_ refusal: Refusal, _ allowed: String) throws {
    let directory = DirectoryReport(name: "mairie", outcome: .refused, seconds: 0, refusals: [refusal])
    let refusals = try tree(SampleReports.report(.sync, [directory]))["refusals"] as? [[String: Any]]
    #expect(refusals?.first?["allowed"] as? String == allowed)
  }

  @Test func `what is hostile is parsed back unharmed`() throws {
    let changes = try #require(try tree(SampleReports.hostile)["changes"] as? [[String: Any]])
    #expect(changes.map { $0["name"] as? String } == SampleChanges.hostile.map(\.name))
  }

  @Test func `a long report is handed over in pieces`() {
    var plan = SampleReports.emptyPlan()
    plan.changes = Array(repeating: SampleChanges.creation(), count: 2_000)
    let directory = DirectoryReport(name: "mairie", outcome: .changes, seconds: 0, plan: plan)
    for format in ReportFormat.allCases where format != .jsonl {
      var sizes: [Int] = []
      format.write(SampleReports.report(.plan, [directory])) { sizes.append($0.count) }
      #expect(sizes.count > 4)
      #expect(sizes.allSatisfy { $0 < 2 * ReportFormat.piece })
    }
  }

  @Test func `a line for a log has the figures and the refusals, and nobody`() throws {
    for (name, report) in SampleReports.all {
      let line = Golden.string(.jsonl, report, Golden.style(.en))
      #expect(line.hasSuffix("}\n") && line.split(separator: "\n").count == 1, "\(name)")
      let tree = try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      let keys: Set<String> = ["schema", "run", "directories", "counts", "refusals", "mails", "withoutPassword"]
      #expect(keys.isSuperset(of: tree.keys) && tree["changes"] == nil, "\(name)")
    }
  }

  @Test func `what a sink throws comes out`() {
    struct Full: Error {}
    #expect(throws: Full.self) {
      try ReportFormat.json.write(SampleReports.plan) { _ throws(Full) in throw Full() }
    }
  }
}
