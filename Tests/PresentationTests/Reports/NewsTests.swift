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

  // MARK: For whoever watches

  private static func failed(_ name: String, _ error: DirectoryError) -> DirectoryReport {
    DirectoryReport(name: name, outcome: .failed, seconds: 0, failure: .directory(error))
  }

  private static func fine(_ name: String, _ outcome: RunRecord.Outcome = .settled) -> DirectoryReport {
    DirectoryReport(name: name, outcome: outcome, seconds: 0, plan: SampleReports.emptyPlan())
  }

  @Test func `the same trouble is told once, another again, and so is its end`() {
    let report = { SampleReports.report(.sync, $0) }
    let (refused, hung) = (SampleFailures.directories[0], SampleFailures.directories[1])
    let first = report([Self.failed("mairie", refused), Self.fine("ecole")])
    #expect(first.isNews(after: nil))
    #expect(!first.isNews(after: RunVerdict(first)))
    #expect(report([Self.failed("mairie", hung), Self.fine("ecole")]).isNews(after: RunVerdict(first)))
    #expect(report([Self.failed("mairie", refused), Self.fine("ecole", .applied)]).isNews(after: RunVerdict(first)))
    let end = report([Self.fine("mairie"), Self.fine("ecole")])
    #expect(end.isNews(after: RunVerdict(first)) && !end.isNews(after: RunVerdict(end)) && !end.isNews(after: nil))
  }

  @Test func `a relay that is down is told once, a mail it refuses each time`() {
    let tally = { (failed: Int, failure: DeliveryError?) in
      Self.settled(mails: .init(queued: 0, sent: 0, failed: failed, waiting: 3, failure: failure))
    }
    let down = tally(0, SampleFailures.deliveries[0])
    #expect(down.isNews(after: nil) && !down.isNews(after: RunVerdict(down)))
    #expect(tally(1, SampleFailures.deliveries[0]).isNews(after: RunVerdict(down)))
    #expect(tally(0, nil).isNews(after: RunVerdict(down)))
    #expect(tally(1, nil).isNews(after: RunVerdict(tally(1, nil))))
  }
}
