import Foundation
import Provisioning
import TestSupport
import Testing

/// Runs that read only what changed decide as runs that read everything.
@Suite struct ChangesOnlyTests {
  private let ada = Town.person(uuid(1), number: "1", mail: ["ada@valmont.example"])
  private let bob = Town.person(uuid(2), number: "2", first: "Bob", mail: ["bob@valmont.example"])
  private let cleo = Town.person(uuid(3), number: "3", first: "Cleo", mail: ["cleo@valmont.example"])

  /// An entryUUID as servers write it.
  private static func uuid(_ number: Int) -> String {
    "00000000-0000-4000-8000-" + String(repeating: "0", count: 11) + "\(number)"
  }

  private func settled(_ people: [DirectoryEntry]) -> (Town, TellingDirectory) {
    let town = Town()
    let directory = TellingDirectory(people)
    #expect(town.run(on: directory).outcome == .applied)
    return (town, directory)
  }

  @Test func `a run after a whole read looks at what changed alone`() {
    let (town, directory) = settled([ada, bob])
    let idle = town.run(on: directory)
    #expect(idle.outcome == .settled && idle.plan?.read.coverage == .changes && idle.counts.entries == 0)
    directory.people[1] = Town.person(Self.uuid(2), number: "2", first: "Robert", mail: ["bob@valmont.example"])
    directory.people.append(cleo)
    let run = town.run(on: directory)
    #expect(run.kinds == [.update, .create] && run.counts.entries == 2)
    #expect(town.run(on: directory).outcome == .settled)
  }

  @Test(arguments: [TellingDirectory.Manner.naming, .presence, .sweeping])
  func `who is gone is absent, and deactivated when the grace is over`(manner: TellingDirectory.Manner) {
    let (town, directory) = settled([ada, bob])
    directory.manner = manner
    directory.people = [ada]
    let first = town.run(on: directory)
    #expect(first.kinds == [] && first.counts.absent == 1)
    town.wait(hours: 23)
    #expect(town.run(on: directory).counts.absent == 1)
    town.wait(hours: 2)
    let last = town.run(on: directory)
    #expect(last.kinds == [.deactivate])
    #expect(town.run(on: directory).outcome == .settled)
  }

  @Test func `whose presence is not told is looked for before anybody is absent`() {
    let (town, directory) = settled([ada, bob, cleo])
    directory.manner = .presence
    directory.unnamed = [bob.dn]
    directory.people = [ada, bob]
    let run = town.run(on: directory)
    #expect(run.counts.absent == 1 && Set(directory.lookedFor) == [Self.uuid(2), Self.uuid(3)])
  }

  /// A server may tell who is there, and then who has gone since (RFC 4533 §3.3.2).
  @Test func `who is named as there and then as gone is gone`() {
    let (town, directory) = settled([ada, bob, cleo])
    directory.manner = .presenceThenNaming
    directory.people = [ada]
    directory.leaving = [bob.dn]
    let run = town.run(on: directory)
    #expect(run.counts.absent == 2)
    town.wait(hours: 25)
    #expect(town.run(on: directory).kinds == [.deactivate, .deactivate])
  }

  @Test func `who comes back within the grace is no longer absent`() {
    let (town, directory) = settled([ada, bob])
    directory.people = [ada]
    town.run(on: directory)
    directory.people = [ada, bob]
    #expect(town.run(on: directory).counts.absent == 0)
    town.wait(hours: 48)
    #expect(town.run(on: directory).outcome == .settled)
  }

  @Test(arguments: [TellingDirectory.Manner.naming, .presence, .sweeping])
  func `who is deactivated is not looked for any more, and known again when back`(manner: TellingDirectory.Manner) {
    let (town, directory) = settled([ada, bob])
    directory.manner = manner
    directory.people = [ada]
    town.run(on: directory)
    town.wait(hours: 25)
    #expect(town.run(on: directory).kinds == [.deactivate])
    #expect(town.run(on: directory).outcome == .settled && directory.lookedFor == [])
    // Back as it was, so that where all are told to be there nothing else is told.
    directory.isSilent = manner != .naming
    directory.people = [ada, bob]
    #expect(town.run(on: directory).kinds == [.reactivate])
    #expect(town.run(on: directory).outcome == .settled && directory.lookedFor == [])
  }

  /// The server may be late, or speak of another search: what it says is gone is looked for once more.
  @Test func `an entry that is said to be gone and found all the same is not absent`() {
    let (town, directory) = settled([ada, bob])
    directory.people = [ada]
    directory.people = [ada, bob]
    directory.people = [ada]
    town.run(on: directory)
    directory.people = [ada, bob]
    let run = town.run(on: directory)
    #expect(run.counts.absent == 0 && run.kinds == [])
  }

  @Test func `open problems are read again each time, until they are gone`() {
    let nameless = Town.person(Self.uuid(2), number: "2", last: nil)
    let (town, directory) = settled([ada, nameless])
    for _ in 0..<2 {
      let run = town.run(on: directory)
      #expect(run.problems == [.missingRequired] && directory.lookedFor == [Self.uuid(2)])
    }
    directory.people = [ada, bob]
    let run = town.run(on: directory)
    #expect(run.problems == [] && run.kinds == [.create])
    #expect(town.run(on: directory).outcome == .settled && directory.lookedFor == [])
  }

  @Test func `a problem whose entry is gone is gone`() {
    let (town, directory) = settled([ada, Town.person(Self.uuid(2), number: "2", last: nil)])
    directory.people = [ada]
    #expect(town.run(on: directory).problems == [])
  }

  @Test func `a correction made in the portal is drift in every run, and not only in the first`() throws {
    let (town, directory) = settled([ada, bob])
    var account = try #require(town.store.accounts.first { $0.responsable.number == "1" })
    account.responsable.firstName = "Adèle"
    account.revision += 1
    town.store.add(account)
    for _ in 0..<3 { #expect(town.run(on: directory).counts.drift == 1) }
  }

  @Test func `a date that passes deactivates though nothing was heard of the entry`() {
    let (town, directory) = settled([ada, Town.person(Self.uuid(2), number: "2", until: "20270116000000Z")])
    town.wait(hours: 24)
    let run = town.run(on: directory)
    #expect(run.kinds == [.deactivate] && run.plan?.changes.first?.reason.code == "expired")
    #expect(town.run(on: directory).outcome == .settled)
  }

  @Test func `a second entry with the anchor of a first makes both a problem`() {
    let (town, directory) = settled([ada, bob])
    directory.people.append(Town.person(Self.uuid(1), number: "9", first: "Eve", dn: "uid=eve,dc=valmont,dc=example"))
    let run = town.run(on: directory)
    #expect(run.problems == [.duplicateAnchor, .duplicateAnchor] && run.kinds == [])
  }

  @Test func `a person created anew is proposed, and the account protected meanwhile`() {
    let (town, directory) = settled([ada, bob])
    directory.people = [ada, Town.person(Self.uuid(4), number: "2", first: "Bob", mail: ["bob@valmont.example"])]
    let run = town.run(on: directory)
    #expect(run.proposals == [.recreated] && run.counts.absent == 0)
    town.wait(hours: 48)
    let later = town.run(on: directory)
    #expect(later.proposals == [.recreated] && later.kinds == [])
  }

  @Test func `who was told of as changed, and seen besides, is one person`() {
    let (town, directory) = settled([ada, bob])
    directory.manner = .sweeping
    let robert = Town.person(Self.uuid(2), number: "2", first: "Robert", mail: ["bob@valmont.example"])
    directory.people = [ada, robert, cleo]
    let run = town.run(on: directory)
    #expect(run.kinds == [.update, .create] && run.problems == [] && run.counts.absent == 0)
    #expect(town.run(on: directory).outcome == .settled)
  }

  /// Moved into the base, or below a folder that was renamed: the server tells of no change.
  @Test func `who is seen and not known is read, and so is who stands elsewhere`() {
    let (town, directory) = settled([ada, bob])
    directory.manner = .sweeping
    directory.isSilent = true
    let moved = Town.person(
      Self.uuid(2), number: "2", first: "Bob", mail: ["bob@valmont.example"], dn: "uid=2,ou=b,dc=valmont,dc=example")
    directory.people = [ada, moved, cleo]
    let run = town.run(on: directory)
    #expect(run.kinds == [.move, .create] && directory.lookedFor == [Self.uuid(2), Self.uuid(3)])
    #expect(town.run(on: directory).outcome == .settled && directory.lookedFor == [])
  }

  @Test func `an entry that is seen without an anchor is one problem, and nobody is absent`() {
    let (town, directory) = settled([ada, bob])
    directory.manner = .sweeping
    directory.people = [ada, DirectoryEntry(dn: "uid=x,dc=valmont,dc=example", ["sn": ["MARTIN"]])]
    for _ in 0..<2 {
      let run = town.run(on: directory)
      #expect(run.problems == [.noAnchor] && run.counts.absent == 0)
    }
  }

  @Test(arguments: [TellingDirectory.Manner.presence, .sweeping])
  func `all anchors new is one refusal, also where only presence is told`(manner: TellingDirectory.Manner) {
    let (town, directory) = settled([ada, bob])
    directory.manner = manner
    directory.people = [
      Town.person(Self.uuid(5), number: "1", mail: ["ada@valmont.example"]),
      Town.person(Self.uuid(6), number: "2", first: "Bob", mail: ["bob@valmont.example"]),
    ]
    #expect(town.run(on: directory).causes == ["only-new-anchors"])
  }

  @Test(arguments: [TellingDirectory.Manner.presence, .sweeping])
  func `nobody left is refused where presence is told`(manner: TellingDirectory.Manner) {
    let (town, directory) = settled([ada, bob])
    directory.manner = manner
    directory.people = []
    #expect(town.run(on: directory).causes == ["empty-base"])
    #expect(town.run(on: directory).outcome == .refused)
  }

  @Test(arguments: [TellingDirectory.Manner.presence, .sweeping])
  func `what an operator let through is not refused again where presence is told`(manner: TellingDirectory.Manner) {
    let (town, directory) = settled([ada, bob, cleo])
    directory.manner = manner
    let limits = Limits([.shrink: .count(1), .deactivations: .none])
    town.limits = limits
    directory.people = [ada]
    #expect(town.run(on: directory).causes == ["shrink"])
    town.limits = limits.lifting(.shrink, to: .count(2))
    #expect(town.run(on: directory).refusals == [])
    town.limits = limits
    #expect(town.run(on: directory).refusals == [])
    town.wait(hours: 48)
    #expect(town.run(on: directory).refusals == [])
  }

  @Test func `a refused run keeps the place it began at`() {
    let (town, directory) = settled([ada, bob])
    town.limits = Limits([.updates: .count(0)])
    directory.people[1] = Town.person(Self.uuid(2), number: "2", first: "Robert", mail: ["bob@valmont.example"])
    #expect(town.run(on: directory).outcome == .refused)
    town.limits = Limits([.updates: .none])
    #expect(town.run(on: directory).kinds == [.update])
  }

  @Test func `a dry run keeps the place too, and says what the run does`() {
    let (town, directory) = settled([ada])
    directory.people.append(bob)
    #expect(town.run(.plan, on: directory).kinds == [.create])
    #expect(town.run(.plan, on: directory).kinds == [.create])
    #expect(town.run(on: directory).kinds == [.create])
  }

  @Test func `a cursor that is refused leads to a whole read`() {
    let (town, directory) = settled([ada, bob])
    directory.manner = .forgetful
    directory.people = [ada]
    let run = town.run(on: directory)
    #expect(run.plan?.read.coverage == .everything && run.counts.absent == 1)
  }

  @Test func `a whole read that is due says what the server had not told of`() {
    let (town, directory) = settled([ada, bob, cleo])
    directory.manner = .silent
    directory.people = [ada, Town.person(Self.uuid(2), number: "2", first: "Robert", mail: ["bob@valmont.example"])]
    #expect(town.run(on: directory).outcome == .settled)
    directory.isDue = true
    let run = town.run(on: directory)
    #expect(run.plan?.read.missed == 2 && run.kinds == [.update] && run.counts.absent == 1)
    #expect(town.run(on: directory).plan?.read.missed == 0)
  }

  /// As on 389 Directory Server, when `entryUUID` is the anchor.
  @Test func `an entry is known by another identifier than its anchor where the server has one`() {
    func person(_ anchor: Int, _ id: Int, _ first: String) -> DirectoryEntry {
      DirectoryEntry(
        dn: "uid=\(anchor),dc=valmont,dc=example",
        [
          "entryUUID": [Self.uuid(anchor)], "syncUUID": ["00000000-00000000-00000000-0000000\(id)"],
          "employeeNumber": ["\(anchor)"], "sn": ["MARTIN"], "givenName": [first],
        ])
    }
    let (town, directory) = settled([person(1, 8, "Ada"), person(2, 9, "Bob")])
    #expect(town.run(on: directory).outcome == .settled)
    directory.people = [person(1, 8, "Ada")]
    let gone = town.run(on: directory)
    #expect(gone.counts.absent == 1)
    #expect(directory.lookedFor == [Self.uuid(2)])
    directory.manner = .presence
    #expect(town.run(on: directory).counts.absent == 1)
    directory.people.append(person(2, 9, "Bob"))
    #expect(town.run(on: directory).counts.absent == 0)
  }

  /// Where the anchor is an attribute of the site's own, somebody may correct it.
  @Test func `an entry with another anchor than before leaves the former one to nobody`() {
    func person(_ anchor: Int) -> DirectoryEntry {
      DirectoryEntry(
        dn: "uid=p,dc=valmont,dc=example",
        [
          "entryUUID": [Self.uuid(anchor)], "syncUUID": ["00000000-00000000-00000000-00000009"],
          "employeeNumber": ["\(anchor)"], "sn": ["MARTIN"], "givenName": ["Ada"],
        ])
    }
    let (town, directory) = settled([bob, person(7)])
    directory.people = [bob, person(8)]
    let run = town.run(on: directory)
    #expect(run.plan?.read.coverage == .changes && run.counts.create == 1 && run.counts.absent == 1)
    #expect(directory.lookedFor == [Self.uuid(7)])
  }

  @Test func `an entry without an anchor holds all absences back, also in later runs`() {
    let unreadable = DirectoryEntry(dn: "uid=x,dc=valmont,dc=example", ["sn": ["MARTIN"]])
    let (town, directory) = settled([ada, bob])
    directory.people = [ada, unreadable]
    #expect(town.run(on: directory).counts.absent == 0)
    let second = town.run(on: directory)
    #expect(second.problems == [.noAnchor] && second.counts.absent == 0)
    directory.people = [ada]
    let third = town.run(on: directory)
    #expect(third.problems == [])
  }
}

extension Town {
  @discardableResult
  func run(_ mode: SyncRun.Mode = .apply, on directory: any Directory) -> DirectoryReport {
    syncRun().run(mode, on: directory, into: store)
  }
}
