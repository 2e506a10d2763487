import Foundation
import Provisioning
import Testing

/// When a run that is asked to be quiet speaks all the same.
struct NewsTests {
  private static func settled(_ open: OpenMatters = OpenMatters(), mails: Report.MailTally? = nil) -> Report {
    var plan = SampleReports.emptyPlan()
    plan.open = open
    let directory = DirectoryReport(name: "mairie", outcome: .settled, seconds: 0, plan: plan)
    return SampleReports.report(.sync, [directory], mails: mails)
  }

  private static func problem(since seconds: TimeInterval) -> OpenMatters {
    let since = SampleReports.moment(seconds)
    return OpenMatters(
      problems: [Problem(.invalidEmail, directory: "mairie", anchor: "a", dn: "uid=a", field: "email", since: since)],
      proposals: [])
  }

  @Test func `what happened is news, and nothing is not`() {
    let quiet = SampleReports.all.filter { !$0.report.isNews }.map(\.name)
    #expect(quiet == ["settled"])
  }

  @Test func `a problem is news in the run that met it first`() {
    #expect(Self.settled(Self.problem(since: 0.5)).isNews)
    #expect(!Self.settled(Self.problem(since: -900)).isNews)
  }

  @Test func `mails that left are no news, one that was refused and a relay that is down are`() {
    #expect(!Self.settled(mails: .init(queued: 0, sent: 9, failed: 0, waiting: 3)).isNews)
    #expect(Self.settled(mails: .init(queued: 0, sent: 9, failed: 1, waiting: 0)).isNews)
    let failure = SampleFailures.deliveries[0]
    #expect(Self.settled(mails: .init(queued: 0, sent: 0, failed: 0, waiting: 3, failure: failure)).isNews)
  }
}
