import Foundation

@testable import Provisioning

/// Invented runs of an invented town, which together say everything a report can say.
enum SampleReports {
  static let start = moment(0)

  /// Seconds after 23 November 2026, 04:00:12 universal time.
  static func moment(_ seconds: TimeInterval) -> Date { Date(timeIntervalSince1970: 1_795_406_412 + seconds) }

  static let all: [(name: String, report: Report)] = [
    ("plan", plan), ("sync", sync), ("settled", settled), ("refused", refused), ("failed", failed),
    ("hostile", hostile), ("relink", relink),
  ]

  static func report(
    _ mode: Report.Mode, _ directories: [DirectoryReport], mails: Report.MailTally? = nil,
    lacking: Report.WithoutPassword? = nil
  ) -> Report {
    Report(
      run: "2026-11-23T04-00-12Z-7f3a", mode: mode, startedAt: start, endedAt: moment(2), directories: directories,
      mails: mails, withoutPassword: lacking)
  }

  static let base = "ou=responsables,dc=valmont,dc=example"

  static func emptyPlan(_ entries: Int = 1_431, coverage: ReadOutcome.Coverage = .everything) -> Plan {
    let bases = [ReadOutcome.Base(dn: base, entries: entries)]
    return Plan(directory: "mairie", read: ReadOutcome(coverage: coverage, method: "full", bases: bases))
  }

  /// A dry run with every kind of change and everything that can be open.
  static let plan: Report = {
    var plan = emptyPlan()
    plan.changes = SampleChanges.all
    plan.open.problems = SampleMatters.problems
    plan.open.proposals = SampleMatters.proposals
    plan.drifts = SampleMatters.drifts
    plan.absences = SampleMatters.absences
    plan.counts = SampleChanges.counts
    return report(.plan, [DirectoryReport(name: "mairie", outcome: .changes, seconds: 0.412, plan: plan)])
  }()

  /// An adoption that was applied, with an outbox in trouble, beside a directory that failed.
  static let sync: Report = {
    var plan = emptyPlan(1)
    plan.changes = [SampleChanges.creation(number: nil)]
    plan.counts.entries = 1
    plan.counts.create = 1
    plan.counts.linkMails = 1
    let receipt = Receipt(mailsQueued: 1, numbers: [SampleChanges.anchor(1): "R-0042"])
    let mails = Report.MailTally(
      queued: 1, sent: 1_200, failed: 1, waiting: 3, expectedEnd: moment(14_400),
      failure: .senderRefused(relay: "smtp://relay.valmont.example:587", reply: "550 5.7.1 Sender rejected"),
      refusals: [.init(mail: 7, reply: "550 5.1.1 <ada@valmont.example>: Recipient address rejected")])
    return report(
      .sync, [DirectoryReport(name: "mairie", outcome: .applied, seconds: 1, plan: plan, receipt: receipt)],
      mails: mails, lacking: .init(withAddress: 1_204, withoutAddress: 226))
  }()

  /// The accounts after four runs of an autumn.
  static let figures = [(1_200, 800, 0), (1_300, 900, 420), (1_431, 1_204, 790), (1_431, 1_210, 1_001)].enumerated()
    .map { index, figures in
      AccountFigures(
        run: "run-\(index)", at: moment(Double(index - 4) * 604_800), accounts: figures.0, addresses: figures.1,
        passwords: figures.2)
    }

  static let settled: Report = {
    var plan = emptyPlan()
    plan.counts.entries = 1_431
    plan.counts.unchanged = 1_431
    let directory = DirectoryReport(name: "mairie", outcome: .settled, seconds: 0.3, plan: plan)
    return report(.sync, [directory], mails: .init(queued: 0, sent: 0, failed: 0, waiting: 0))
  }()

  /// The filter or the base is not right, and no run had ever found anybody.
  static let nobody = report(
    .plan, [DirectoryReport(name: "mairie", outcome: .settled, seconds: 0.3, plan: emptyPlan(0))])

  static let refused: Report = {
    var plan = emptyPlan(1_218)
    plan.counts.entries = 1_218
    plan.counts.deactivate = 212
    return report(
      .sync,
      [
        DirectoryReport(
          name: "mairie", outcome: .refused, seconds: 0.41, plan: plan, refusals: SampleRefusals.limits),
        DirectoryReport(
          name: "ent", outcome: .refused, seconds: 0.2, plan: plan, refusals: SampleRefusals.others),
      ])
  }()

  static let failed: Report = {
    let failures =
      SampleFailures.directories.map(RunFailure.directory) + SampleFailures.stores.map(RunFailure.store)
    let directories = failures.enumerated().map { index, failure in
      DirectoryReport(name: "d\(index + 1)", outcome: .failed, seconds: 0.05, failure: failure)
    }
    return report(.sync, directories)
  }()

  /// New ties, each by another rule, and what is left besides.
  static let relink: Report = {
    var plan = emptyPlan(6)
    let rules: [TieRule] = [.formerAnchor("entryUUID"), .fields([.number]), .fields([.email, .lastName]), .chosen]
    plan.changes = rules.enumerated().map { index, rule in
      let anchor = SampleChanges.anchor(index + 1)
      return SampleChanges.change(
        .relink, index + 1, number: "R-004\(index)", name: "MARTIN Ada", dn: SampleChanges.dn("ada\(index)"),
        previousDN: index == 1 ? SampleChanges.dn("adam") : nil,
        reason: .relinked(from: Anchor("0b7e\(index)"), to: anchor, by: rule))
    }
    plan.open.proposals = Array(SampleMatters.proposals.prefix(1))
    plan.absences = Array(SampleMatters.absences.prefix(1))
    plan.counts.entries = 6
    plan.counts.relink = 4
    plan.counts.held = 1
    plan.counts.notFound = 2
    plan.counts.newEntries = 1
    plan.counts.absent = plan.absences.count
    return report(.relink, [DirectoryReport(name: "mairie", outcome: .changes, seconds: 0.3, plan: plan)])
  }()

  /// Values that mean harm to a terminal, a layout or a parser.
  static let hostile: Report = {
    var plan = emptyPlan(SampleChanges.hostile.count)
    plan.changes = SampleChanges.hostile
    plan.open.problems = SampleMatters.hostileProblems
    plan.counts.entries = plan.changes.count
    plan.counts.update = plan.changes.count
    return report(.plan, [DirectoryReport(name: "mairie", outcome: .changes, seconds: 0.01, plan: plan)])
  }()
}
