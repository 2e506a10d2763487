import Foundation
import Presentation
import Provisioning
import Testing

/// A refusal states figure, limit and likely cause, and the exact command that lets it through.
struct RefusalWordingTests {
  static let english = English(timeZone: .gmt)

  @Test func `a refusal is said in three parts`() {
    let explanation = Self.english.explain(
      SampleRefusals.limits[0], bases: ["ou=responsables,dc=valmont,dc=fr"])
    #expect(
      explanation.lines == [
        "Refused, nothing was written: the plan deactivates 212 of 1,430 accounts (14.8 %); the limit is 5 %.",
        "The directory returned 1,218 entries, the last whole read 1,431: "
          + "check the search base ou=responsables,dc=valmont,dc=fr.",
        "If this is right: navette sync --deactivations 212",
      ])
  }

  @Test(arguments: [
    (Limit.Name.deactivations, "--deactivations 7"), (.creations, "--creations 7"), (.updates, "--updates 7"),
    (.emailChanges, "--email-changes 7"), (.emailRemovals, "--email-removals 7"), (.linkMails, "--link-mails 7"),
    (.problems, "--problems 7"), (.shrink, "--shrink 7"),
  ])
  func `each limit has its option`(_ name: Limit.Name, _ option: String) {
    let refusal = SampleRefusals.limit(name, .count(1), found: 7, of: 9, allowed: 1)
    #expect(LiftingCommand.text(for: [refusal]) == "navette sync \(option)")
  }

  @Test func `one command lets several refusals through`() {
    let refusals = [
      SampleRefusals.limit(.shrink, .count(1), found: 7, of: 9, allowed: 1),
      SampleRefusals.limit(.deactivations, .count(1), found: 3, of: 9, allowed: 1), SampleRefusals.others[0],
      SampleRefusals.limit(.shrink, .count(1), found: 5, of: 9, allowed: 1),
    ]
    #expect(LiftingCommand.text(for: refusals) == "navette sync --deactivations 3 --shrink 7 --allow-empty")
  }

  @Test func `no option lets other identifiers through, but another command ties them`() {
    let commands = SampleRefusals.others.suffix(3).map { LiftingCommand.text(for: [$0]) }
    #expect(commands == ["navette relink", "navette relink", "navette relink --apply --not-found 900"])
    // No one command does both.
    #expect(LiftingCommand.text(for: SampleRefusals.others) == nil)
    #expect(LiftingCommand.text(for: []) == nil)
  }

  @Test func `a summary of several refusals gives the one command`() {
    let refusals = Array(SampleRefusals.limits.prefix(2))
    let directory = DirectoryReport(name: "mairie", outcome: .refused, seconds: 0, refusals: refusals)
    let summary = Self.english.summarise(SampleReports.report(.sync, [directory]))
    #expect(summary.remedy == "If all of this is right: navette sync --deactivations 212 --creations 101")
  }

  @Test func `a base that is not smaller points at the mapping`() throws {
    let refusal = SampleRefusals.limit(.deactivations, .percent(5), found: 212, of: 1_430, allowed: 72, last: 1_218)
    #expect(try #require(Self.english.explain(refusal, bases: ["dc=x"]).place).contains("“active”"))
  }

  @Test func `a failed directory does not hide what another applied`() {
    var plan = SampleReports.emptyPlan()
    plan.counts.create = 2
    let report = SampleReports.report(
      .sync,
      [
        DirectoryReport(name: "ent", outcome: .failed, seconds: 0, failure: .directory(.interrupted)),
        DirectoryReport(name: "mairie", outcome: .applied, seconds: 0, plan: plan),
      ])
    let summary = Self.english.summarise(report)
    #expect(summary.lines == ["Failed: ent; nothing was half done.", "Applied for mairie: 2 created."])
  }
}
