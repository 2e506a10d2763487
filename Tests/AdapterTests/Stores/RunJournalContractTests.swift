import Foundation
import TestSupport
import Testing

@testable import Provisioning

/// The journal of runs, in every kind of store.
struct RunJournalContractTests {
  private static let now = StoreContract.now

  private static func line(
    _ id: String, _ outcome: RunRecord.Outcome = .settled, directory: String = "mairie", after seconds: Double = 0,
    detail: RunDetail = RunDetail(), matters: RunMatters? = nil, counts: Counts = Counts()
  ) -> RunRecord {
    RunRecord(
      id: id, directory: directory, outcome: outcome, startedAt: now + seconds, endedAt: now + seconds + 1,
      actor: Actor(.run, name: id, origin: "navette sync"), counts: counts, detail: detail, matters: matters)
  }

  private static let problem = Problem(
    .invalidEmail, directory: "mairie", anchor: "a", dn: "uid=a", attribute: "mail", field: "email", detail: "x \"y\"",
    since: now)
  private static let matters = RunMatters(
    open: OpenMatters(problems: [problem]),
    drifts: [
      Drift(
        anchor: Anchor("b"), dn: "uid=b", number: "R-1", field: .attribute("service"), directory: .list(["x", "y"]),
        portal: nil)
    ],
    absences: [Absence(anchor: Anchor("c"), dn: "uid=c", number: nil, name: "C", since: now, due: now + 60)])

  @Test(arguments: StoreUnderTest.allCases)
  func `runs are listed with the last one first, the directories of one together`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.store.record(Self.line("run-a", .refused, detail: RunDetail(problems: 2)))
      try contract.store.record(Self.line("run-b", .failed, after: 10))
      try contract.store.record(
        Self.line("run-b", .settled, directory: "ent", after: 20, detail: RunDetail(problems: 1)))
      let runs = try contract.store.runs(10)
      #expect(runs.map(\.id) == ["run-b", "run-a"])
      #expect(runs[0].directories.map(\.name) == ["mairie", "ent"])
      #expect(runs.map(\.outcome) == [.failed, .refused])
      #expect(runs.map(\.problems) == [1, 2])
      #expect(try contract.store.runs(1).map(\.id) == ["run-b"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a beginning finds the runs that have it`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      for id in ["2026-a1", "2026-a2", "2027-b", "%"] { try contract.store.record(Self.line(id)) }
      #expect(try contract.store.runs(beginning: "2026-a") == ["2026-a2", "2026-a1"])
      #expect(try contract.store.runs(beginning: "2027") == ["2027-b"])
      #expect(try contract.store.runs(beginning: "%") == ["%"])
      #expect(try contract.store.runs(beginning: "3").isEmpty)
      #expect(try contract.store.report(of: "2026-a") == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `what a run found and why it was refused come back as they were`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let read = ReadOutcome(coverage: .everything, method: "full", bases: [.init(dn: "dc=a", entries: 7)])
      let refusal = Refusal(
        .limit(.deactivations, .percent(5)), directory: "mairie", found: 3, of: 10, allowed: 1, window: 86_400,
        subject: "dc=a", entries: 7, lastEntries: 10)
      var counts = Counts()
      counts.deactivate = 3
      let detail = RunDetail(read: read, refusals: [refusal], adopts: true, problems: 1)
      try contract.store.record(Self.line("r", .refused, detail: detail, matters: Self.matters, counts: counts))
      let failure = RunFailure.directory(
        .searchFailed(
          url: "ldap://a", base: "dc=a", entries: 1, LDAPResult(code: 4, name: "sizeLimitExceeded", message: "")))
      try contract.store.record(Self.line("r", .failed, directory: "ent", detail: RunDetail(failure: failure)))
      let report = try #require(try contract.store.report(of: "r"))
      #expect(report.adopts && report.outcome == .failed)
      let first = report.directories[0]
      #expect(first.refusals == [refusal] && first.plan?.read == read && first.lacksChanges)
      #expect(first.plan?.open.problems == [Self.problem] && first.plan?.drifts == Self.matters.drifts)
      #expect(first.plan?.absences == Self.matters.absences && first.counts == counts)
      #expect(report.directories[1].failure == failure && report.directories[1].plan == nil)
      #expect(report.mails?.isQuiet == true)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `what became of a run's mails comes back`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.commit(run: Self.line("r", .applied))
      #expect(try contract.store.report(of: "r")?.mails == nil, "nothing is known of them yet")
      let mails = Report.MailTally(
        queued: 1, sent: 0, failed: 1, waiting: 2, expectedEnd: Self.now,
        failure: .timedOut(relay: "smtp://r", seconds: 3),
        refusals: [.init(mail: 4, reply: "550 no")])
      let sequel = RunSequel(
        endedAt: Self.now + 9, seconds: ["mairie": 4.5], mails: mails,
        withoutPassword: .init(withAddress: 1, withoutAddress: 2))
      try contract.store.record(sequel, of: "r")
      let report = try #require(try contract.store.report(of: "r"))
      #expect(report.mails == mails && report.endedAt == Self.now + 9 && report.directories[0].seconds == 4.5)
      #expect(report.withoutPassword == .init(withAddress: 1, withoutAddress: 2))
    }
  }

  /// A change of each reason, with values a parser could trip over.
  private static let changes: [Change] = [
    change(
      .create, 1, number: "R-1", [(.number, nil, "R-1"), (.lastName, nil, "O\"Neil \\ \u{1}"), (.email, nil, "a@b.c")],
      [PlannedMail(kind: .link, to: "a@b.c")], .newEntry),
    change(.create, 2, number: "R-2", [(.number, nil, "R-2"), (.lastName, nil, "É")], [], .newEntry),
    change(
      .update, 3, number: "R-3", name: "WAS Known", [(.email, "x@b.c", "y@b.c"), (.mobile, "+33", nil)],
      [PlannedMail(kind: .noticeToFormer, to: "x@b.c"), PlannedMail(kind: .noticeToNew, to: "y@b.c")], .valuesChanged),
    change(.deactivate, 4, number: nil, name: "Nobody", [], [], .absent(since: now)),
    change(.deactivate, 5, number: "R-5", name: "Old", [], [], .expired(at: now + 0.5)),
    change(
      .reactivate, 6, number: "R-6", name: "Back", [], [PlannedMail(kind: .link, to: "z@b.c")],
      .activeAgain(after: .expired)),
    change(.move, 7, number: "R-7", name: "Moved", [], [], .renamed, from: "uid=former"),
    change(.adopt, 8, number: "R-8", name: "Tied", [], [], .correlated(by: [.email, .attribute("x")])),
    change(.adopt, 9, number: "R-9", name: "New", [], [], .recreated(former: Anchor("old"))),
    change(.secondary, 10, number: "R-10", name: "Two", [], [], .secondary(of: "ent")),
    change(.update, 11, number: "R-11", name: "Kept", [], [], .takenOver),
    change(.relink, 12, number: "R-12", name: "Same", [], [], relinked("a12", by: .formerAnchor("uid")), from: "uid=b"),
    change(.relink, 13, number: "R-13", name: "Same", [], [], relinked("a13", by: .fields([.email, .lastName]))),
    change(.relink, 14, number: "R-14", name: "Same", [], [], relinked("a14", by: .chosen)),
  ]

  private static func relinked(_ anchor: String, by rule: TieRule) -> Reason {
    .relinked(from: Anchor("former \(anchor)"), to: Anchor(anchor), by: rule)
  }

  private static func change(
    _ kind: Change.Kind, _ index: Int64, number: String?, name: String? = nil,
    _ fields: [(Field, String?, String?)], _ mails: [PlannedMail], _ reason: Reason, from previousDN: String? = nil
  ) -> Change {
    var after = Responsable()
    for field in fields { after[field.0] = field.2.map(FieldValue.text) }
    return Change(
      kind: kind, anchor: Anchor("a\(index)"), dn: "uid=a\(index)", previousDN: previousDN, account: AccountID(index),
      revision: 0, number: number, name: name ?? after.displayName,
      fields: fields.map { FieldChange($0.0, from: $0.1.map(FieldValue.text), to: $0.2.map(FieldValue.text)) },
      mails: mails, reason: reason, after: after, status: .active, revokesTokens: false, cancelsMails: false,
      tie: Tie(
        directory: "mairie", anchor: Anchor("a\(index)"), dn: "uid=a\(index)", digest: nil, agreed: Responsable(),
        account: AccountID(index), accountRevision: 0),
      replacedTie: nil)
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `every change comes back as it was, whatever happens to the account later`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create((1...14).map { StoreContract.person("N-\($0)") })
      try contract.commit(run: Self.line("r", .applied)) { _ in
        Self.changes.map {
          BatchRow(id: $0.account ?? AccountID(0), account: .keep(revision: 1), journal: JournalRow($0))
        }
      }
      try contract.commit(run: Self.line("later", .applied, after: 10)) { _ in
        [BatchRow(id: AccountID(1), account: .keep(revision: 1), journal: JournalRow(Self.changes[0]))]
      }
      let recalled = try #require(try contract.store.report(of: "r")?.directories.first?.plan?.changes)
      #expect(recalled.map { $0.number ?? "" } == Self.changes.map { $0.number ?? "" })
      #expect(recalled.map(\.name) == Self.changes.map(\.name))
      #expect(recalled.map(\.fields) == Self.changes.map(\.fields))
      #expect(recalled.map(\.mails) == Self.changes.map(\.mails))
      #expect(recalled.map(\.reason) == Self.changes.map(\.reason))
      #expect(recalled.map(\.previousDN) == Self.changes.map(\.previousDN))
      #expect(try contract.store.report(of: "later")?.directories.first?.plan?.changes.count == 1)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `the mode of a run is told again`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.store.record(Self.line("s", .settled))
      let line = Self.line("r", .settled, after: 5)
      try contract.store.record(
        RunRecord(
          id: "r", directory: line.directory, outcome: .settled, startedAt: line.startedAt, endedAt: line.endedAt,
          actor: line.actor, detail: RunDetail(mode: .relink)))
      #expect(try contract.store.runs(2).map(\.mode) == [.relink, .sync])
      #expect(try contract.store.report(of: "r")?.mode == .relink)
      #expect(try contract.store.report(of: "s")?.mode == .sync)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a report by mail is queued with the line of its run, or not at all`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let mail = ReportMailRow(
        to: "dsi@valmont.example", recipientName: "DSI", subject: "Navette: refused", messageID: "<r.1@valmont.example>"
      )
      var line = Self.line("r", .refused)
      line.reportMails = [mail]
      try contract.store.record(line)
      line = Self.line("s", .applied, after: 5)
      line.reportMails = [mail]
      let stale = try contract.commit(run: line) { _ in
        [BatchRow(id: AccountID(99), account: .keep(revision: 1))]
      }
      #expect(stale == .stale([AccountID(99)]))
      let now = Self.now + 60
      let journal = try contract.store.mails(MailQuery(at: now))
      #expect(journal.map(\.subject) == ["Navette: refused"] && journal.map(\.kind) == [.report])
      #expect(journal[0].actor.name == "r" && journal[0].number == "")
      var query = MailQuery(kinds: [.link], at: now)
      #expect(try contract.store.mails(query).isEmpty)
      query.subject = "REFUSED"
      #expect(try contract.store.mails(query).count == 1)
      let claimed = try contract.store.claim(10, until: now + 60, at: now, pace: nil)
      #expect(claimed.map(\.report) == [Mail.ReportReference(run: "r", subject: "Navette: refused")])
      #expect(claimed.map(\.account) == [nil] && claimed.map(\.messageID) == ["<r.1@valmont.example>"])
      try contract.store.record([Delivery(mail: claimed[0].id, outcome: .accepted(at: now), reply: "250")])
      #expect(try contract.states(at: now) == [.sent])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `figures are those of the runs after which one of them was another`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.store.record(Self.line("a"))
      try contract.store.record(Self.line("b", after: 10))
      try contract.create([StoreContract.person("1", email: "a@b.c"), StoreContract.person("2")])
      try contract.store.record(Self.line("c", after: 20))
      try contract.store.record(Self.line("d", after: 30))
      let figures = try contract.store.figures(until: nil, 10)
      #expect(figures.map(\.accounts) == [0, 2] && figures.map(\.addresses) == [0, 1])
      #expect(try contract.store.figures(until: "b", 10).map(\.accounts) == [0])
      #expect(try contract.store.figures(until: nil, 1).map(\.accounts) == [2])
    }
  }
}
