import Foundation
import Provisioning
import TestSupport
import Testing

/// Who is tied to which entry when anchors are others than before.
struct RelinkTests {
  static let ada = "ada@valmont.example"

  /// Ada, Béa and Cléo, tied by entryUUID.
  private static func town() -> Town {
    let town = Town([
      Town.person("a", number: "R-1", first: "Ada", mail: [ada]),
      Town.person("b", number: "R-2", first: "Béa", mail: ["bea@valmont.example"]),
      Town.person("c", number: "R-3", first: "Cléo", mail: ["cleo@valmont.example"]),
    ])
    town.run()
    return town
  }

  // MARK: Another attribute

  @Test func `by the former anchor everybody is tied anew, whatever else changed, and nobody is mailed`() {
    let town = Self.town()
    let mails = town.store.mails.count
    town.mapping = Town.mapping(anchor: "uid2")
    town.people = [
      Self.person("a", "x", number: "R-77", last: "DURAND", first: "Adèle", mail: ["new@valmont.example"]),
      Self.person("b", "y", number: "R-2", first: "Béa", mail: ["bea@valmont.example"]),
      Self.person("c", "z", number: "R-3", first: "Cléo", mail: ["cleo@valmont.example"]),
    ]
    let report = town.relink()
    #expect(report.outcome == .applied && report.counts.relink == 3 && report.counts.notFound == 0)
    #expect(report.rules == ["former-anchor", "former-anchor", "former-anchor"])
    #expect(town.store.mails.count == mails)
    #expect(town.store.accounts.map(\.responsable.number) == ["R-1", "R-2", "R-3"])
    // Values come with the next run.
    let next = town.run()
    #expect(next.kinds == [.update] && next.causes == [])
    #expect(town.run().outcome == .settled)
  }

  @Test func `there and back again is settled`() {
    let town = Self.town()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    #expect(town.run().causes == ["anchor-attribute-changed"])
    #expect(town.relink().counts.relink == 3)
    #expect(town.run().outcome == .settled)
    town.mapping = Town.mapping()
    #expect(town.run().causes == ["anchor-attribute-changed"])
    let back = town.relink()
    #expect(back.counts.relink == 3 && back.plan?.changes.first?.anchor.text == "a")
    #expect(town.run().outcome == .settled)
    #expect(town.store.accounts.count == 3)
  }

  @Test func `anchors that are swapped among people are tied to the right ones`() {
    let town = Town([
      Town.person("1", number: "2", first: "Ada"), Town.person("2", number: "3", first: "Béa"),
      Town.person("3", number: "1", first: "Cléo"),
    ])
    town.run()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    #expect(town.relink().counts.relink == 3)
    #expect(town.store.ties(of: "mairie").count == 3)
    let next = town.run()
    #expect(next.outcome == .settled && next.counts.unchanged == 3)
  }

  @Test func `an anchor that is the one of a tie which stays is not taken`() {
    let town = Town([
      Town.person("1", number: "2", first: "Ada"), Town.person("2", number: "7", first: "Béa"),
      Town.person("4", number: "4", first: "Dora"), Town.person("5", number: "5", first: "Emma"),
    ])
    town.run()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    town.replace("2", with: nil)
    let report = town.relink()
    #expect(report.counts.relink == 2 && report.proposals == [.ambiguousMatch])
    #expect(town.store.ties(of: "mairie").position(of: Anchor("2").key) != nil)
  }

  @Test func `a binary anchor that was read as text is the same anchor`() {
    let bytes = Array("0123456789abcdef".utf8)
    let town = Town([Town.person(String(decoding: bytes, as: UTF8.self), number: "R-1", mail: [Self.ada])])
    town.run()
    let mapping = town.mapping
    town.mapping = Mapping(
      name: "town", flavour: "test", fingerprint: Mapping.fingerprint(of: [1]),
      anchor: AnchorRule(attribute: "entryUUID", form: .guid), rules: mapping.rules, correlate: mapping.correlate)
    let report = town.relink()
    #expect(report.rules == ["former-anchor"])
    #expect(town.run().outcome == .settled)
  }

  @Test func `two entries with one new anchor are problems, and neither is tied`() {
    let town = Self.town()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    town.replace("b", with: Town.person("b", number: "R-1", first: "Béa", mail: ["bea@valmont.example"]))
    let report = town.relink(notFound: Limit.none)
    #expect(report.problems == [.duplicateAnchor, .duplicateAnchor])
    #expect(report.counts.relink == 1 && report.counts.notFound == 2 && report.counts.absent == 0)
    // A problem protects its account, also when the next run reads the entries.
    town.policy.grace = 0
    let next = town.run()
    #expect(next.problems == [.duplicateAnchor, .duplicateAnchor] && next.kinds == [] && next.counts.absent == 0)
    #expect(town.store.accounts.allSatisfy { $0.status.isActive })
  }

  @Test func `two entries that carry one former anchor are a question`() {
    let town = Self.town()
    town.mapping = Town.mapping(anchor: "uid2")
    town.people = [
      Self.person("a", "x", number: "R-1", first: "Ada"), Self.person("a", "y", number: "R-9", first: "Ada"),
      Self.person("b", "z", number: "R-2", first: "Béa"), Self.person("c", "w", number: "R-3", first: "Cléo"),
    ]
    let report = town.relink()
    #expect(report.counts.relink == 2 && report.proposals == [.ambiguousMatch, .ambiguousMatch])
  }

  // MARK: A rebuilt directory

  @Test func `a rebuilt directory is tied by number, and the next run is settled`() {
    let town = Self.town()
    let mails = town.store.mails.count
    town.people = [
      Town.person("x", number: "R-1", first: "Ada", mail: [Self.ada]),
      Town.person("y", number: "R-2", first: "Béa", mail: ["bea@valmont.example"]),
      Town.person("z", number: "R-3", first: "Cléo", mail: ["cleo@valmont.example"]),
      Town.person("n", number: "R-4", first: "Nina"),
    ]
    #expect(town.run().causes == ["only-new-anchors"])
    let report = town.relink()
    #expect(report.rules == ["number", "number", "number"] && report.counts.newEntries == 1)
    let next = town.run()
    #expect(next.kinds == [.create] && next.counts.unchanged == 3)
    #expect(town.store.mails.count == mails)
    #expect(town.run().outcome == .settled)
  }

  @Test func `without numbers, address and names tie`() {
    let town = Town(
      [
        Town.person("a", first: "Ada", mail: [Self.ada]), Town.person("b", first: "Béa", mail: ["bea@valmont.example"]),
      ],
      mapping: Town.mapping(hasNumbers: false))
    town.run()
    town.people = [
      Town.person("x", first: "Ada", mail: [Self.ada]), Town.person("y", first: "Béa", mail: ["bea@valmont.example"]),
    ]
    #expect(town.relink().rules == ["correlate", "correlate"])
    #expect(town.run().outcome == .settled)
  }

  @Test func `numbers that were given to others tie nobody`() {
    let town = Self.town()
    town.people = [
      Town.person("x", number: "R-3", last: "GRAND", first: "Hugo"),
      Town.person("y", number: "R-1", last: "PETIT", first: "Ines"),
      Town.person("z", number: "R-2", last: "LEROY", first: "Jean"),
    ]
    let report = town.relink()
    #expect(report.causes == ["ties-not-found"] && report.refusals.first?.found == 3)
    #expect(report.proposals == [.recreated, .recreated, .recreated])
    #expect(town.store.ties(of: "mairie").position(of: Anchor("a").key) != nil)
  }

  @Test(arguments: [(1, true), (2, false), (3, false)])
  func `fewer than half found again is refused, unless told`(found: Int, isRefused: Bool) {
    let town = Self.town()
    town.people = (1...found).map { number in
      Town.person("x\(number)", number: "R-\(number)", first: ["Ada", "Béa", "Cléo"][number - 1])
    }
    #expect((town.relink(.plan).outcome == .refused) == isRefused)
    #expect(town.relink(notFound: .count(3 - found)).outcome == .applied)
  }

  @Test func `who is not found again is absent, and not deactivated`() {
    let town = Self.town()
    town.people = [
      Town.person("x", number: "R-1", first: "Ada", mail: [Self.ada]), Town.person("y", number: "R-2", first: "Béa"),
    ]
    let report = town.relink()
    #expect(report.counts.absent == 1 && report.counts.notFound == 1 && report.kinds == [.relink, .relink])
    #expect(town.store.accounts.allSatisfy { $0.status.isActive })
    #expect(town.run().counts.absent == 1)
  }

  // MARK: Proposals

  @Test func `two entries for one account, and two accounts for one entry, are never tied`() {
    let town = Self.town()
    town.people = [
      Town.person("x", number: "R-1", first: "Ada"), Town.person("y", number: "R-1", first: "Ada"),
      Town.person("z", number: "R-2", first: "Cléo", mail: ["cleo@valmont.example"]),
    ]
    let report = town.relink(notFound: Limit.none)
    #expect(report.counts.relink == 0 && report.proposals == [.ambiguousMatch, .ambiguousMatch, .ambiguousMatch])
    #expect(town.relink(numbers: ["R-1"]).verdicts == ["R-1": .ambiguous])
    #expect(town.relink(numbers: ["R-2"]).verdicts == ["R-2": .ambiguous])
  }

  @Test func `a re-created entry is tied by its number, and the next run treats the person as the same`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a2", number: "R-1", last: "DURAND", first: "Ada", mail: [Self.ada]))
    #expect(town.run().proposals == [.recreated])
    let mails = town.store.mails.count
    let shown = town.relink(.plan, numbers: ["R-1"])
    #expect(shown.report.kinds == [.relink] && shown.verdicts == ["R-1": .tieable])
    #expect(town.run(.plan).proposals == [.recreated])
    let applied = town.relink(numbers: ["R-1"]).report
    #expect(applied.outcome == .applied && applied.proposals == [])
    let next = town.run()
    #expect(next.kinds == [.update] && next.mails == [] && next.proposals == [])
    #expect(town.run().outcome == .settled && town.store.mails.count == mails)
  }

  @Test func `a number decides what only waits for a decision`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a2", number: "R-1", last: "GRAND", first: "Hugo"))
    let all = town.relink(.plan)
    #expect(all.outcome == .settled && all.proposals == [.recreated])
    #expect(town.relink(numbers: ["R-1"]).report.rules == ["chosen"])
    #expect(town.run().kinds == [.update])
  }

  @Test func `a number that cannot be tied says why`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a2", number: "R-1", first: "Ada", mail: [Self.ada]))
    town.run()
    town.replace("a2", with: nil)
    town.people.append(Town.person("d", number: "R-9", first: "Béa", mail: ["bea@valmont.example"]))
    let verdicts = town.relink(numbers: ["R-1", "R-2", "R-3"]).verdicts
    #expect(verdicts == ["R-1": .vanished, "R-2": .alreadyTied, "R-3": .noProposal])
  }

  @Test func `only those who were named are tied`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a2", number: "R-1", first: "Ada", mail: [Self.ada]))
    town.replace("b", with: Town.person("b2", number: "R-2", first: "Béa", mail: ["bea@valmont.example"]))
    town.run()
    let report = town.relink(numbers: ["R-2"]).report
    #expect(report.kinds == [.relink] && report.plan?.open.proposals.flatMap(\.numbers) == ["R-1"])
    #expect(town.run().proposals == [.recreated])
  }

  @Test func `with another attribute in the mapping no single number is tied`() {
    let town = Self.town()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    #expect(town.relink(numbers: ["R-1"]).report.causes == ["anchor-attribute-changed"])
  }

  // MARK: What it leaves alone

  @Test func `a plan of new ties writes nothing`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a2", number: "R-1", first: "Ada", mail: [Self.ada]))
    let before = town.store.snapshot
    #expect(town.relink(.plan).outcome == .changes)
    #expect(town.store.snapshot == before)
  }

  @Test func `ties of another directory stay as they are, and a second tie of this one is found again`() {
    let first = Self.town()
    let second = Town([Town.person("s", number: "R-1", first: "Ada", mail: [Self.ada])])
    second.store = first.store
    second.directoryName = "ccas"
    second.run()
    let others = Array(first.store.ties(of: "mairie").records)
    second.people = [Town.person("t", number: "R-1", first: "Ada", mail: [Self.ada])]
    #expect(second.relink().counts.relink == 1)
    #expect(Array(first.store.ties(of: "mairie").records) == others)
    #expect(second.store.ties(of: "ccas").records.first?.flags.contains(.secondary) == true)
    #expect(second.run().counts.secondary == 1)
  }

  @Test func `problems that are open go with the entry`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a", number: "R-1", first: "Ada", mail: ["not an address"]))
    town.run()
    town.wait(hours: 2)
    town.mapping = Town.mapping(anchor: "employeeNumber")
    let problem = town.relink().plan?.open.problems.first
    #expect(problem?.anchor == "R-1" && problem?.since == town.now - 7_200)
    #expect(town.run().plan?.open.problems.first?.since == town.now - 7_200)
  }

  @Test func `an account that is changed meanwhile is looked at again, and then left alone`() {
    let town = Self.town()
    town.replace("a", with: Town.person("a2", number: "R-1", first: "Ada", mail: [Self.ada]))
    town.store.editBeforeCommit("R-1", times: 1)
    #expect(town.relink().counts.relink == 1)
    let other = Self.town()
    other.replace("a", with: Town.person("a2", number: "R-1", first: "Ada", mail: [Self.ada]))
    other.store.editBeforeCommit("R-1", times: 2)
    let report = other.relink()
    #expect(report.counts.relink == 0 && report.problems == [.changedMeanwhile])
  }

  @Test func `the line in the journal says what was done`() throws {
    let town = Self.town()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    let report = town.relink()
    let line = try #require(town.store.runs.last)
    #expect(line.outcome == .applied && line.detail.mode == .relink && line.counts.relink == 3)
    let past = try #require(town.store.report(of: line.id))
    #expect(past.mode == .relink && past.mails == nil)
    #expect(past.directories.first?.plan?.changes.map(\.reason) == report.plan?.changes.map(\.reason))
  }

  private static func person(
    _ id: String, _ other: String, number: String, last: String = "MARTIN", first: String, mail: [String] = []
  ) -> DirectoryEntry {
    DirectoryEntry(
      dn: "uid=\(id)\(other),dc=valmont,dc=example",
      [
        "entryUUID": [id], "uid2": [other], "employeeNumber": [number], "sn": [last], "givenName": [first],
        "mail": mail,
      ])
  }
}

extension DirectoryReport {
  var rules: [String] {
    plan?.changes.compactMap { if case .relinked(_, _, let rule) = $0.reason { rule.code } else { nil } } ?? []
  }
}

extension Town {
  func relink(_ mode: SyncRun.Mode = .apply, notFound: Limit? = nil) -> DirectoryReport {
    relink(mode, notFound: notFound, numbers: nil).report
  }

  func relink(
    _ mode: SyncRun.Mode = .apply, notFound: Limit? = nil, numbers: Set<String>?
  ) -> (report: DirectoryReport, verdicts: [String: NumberVerdict]) {
    let now = now
    var generator = SystemRandomNumberGenerator()
    let run = RelinkRun(
      mapping: mapping, policy: policy, notFound: notFound, numbers: numbers,
      circumstances: SyncRun.Circumstances(
        runID: "relink-\(generator.next())", actor: Actor(.run, name: "relink", origin: "test"), clock: { now }))
    var draft = run.draft(directory, beside: store)
    return (draft.finish(mode), draft.verdicts)
  }
}
