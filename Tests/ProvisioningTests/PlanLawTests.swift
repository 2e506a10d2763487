import Foundation
import Provisioning
import TestSupport
import Testing

/// What holds of every plan.
struct PlanLawTests {
  static func crowd() -> [DirectoryEntry] {
    (1...40).map {
      Town.person("p\($0)", first: "Ada\($0)", mail: $0.isMultiple(of: 3) ? [] : ["p\($0)@valmont.example"])
    }
      + [
        Town.person("bad", first: "Zoé", mail: ["not an address"]),
        Town.person("nameless", last: nil),
      ]
  }

  @Test func `after it was applied the plan is empty`() {
    let town = Town(Self.crowd())
    #expect(town.run().outcome == .applied)
    let again = town.run(.plan)
    #expect(again.outcome == .settled)
    #expect(again.plan?.changes == [])
    #expect(again.counts.unchanged == 41)
    #expect(again.counts.problems == 1)
  }

  @Test func `every entry is in exactly one count`() {
    let town = Town(Self.crowd())
    town.run()
    town.replace("p1", with: nil)
    town.replace("p2", with: Town.person("p2", last: "DURAND", first: "Ada2", mail: ["p2@valmont.example"]))
    town.people.append(Town.person("new"))
    let counts = town.run(.plan).counts
    let sum =
      counts.unchanged + counts.create + counts.update + counts.move + counts.reactivate + counts.adopt
      + counts.secondary + counts.problems + counts.held
    #expect(sum == counts.entries)
  }

  @Test func `the order of the entries does not matter`() {
    let straight = Town(Self.crowd()).run(.plan)
    let shuffled = Town(Self.crowd().reversed()).run(.plan)
    #expect(straight.plan?.changes == shuffled.plan?.changes)
    #expect(straight.plan?.open == shuffled.plan?.open)
  }

  @Test func `a dry run writes nothing and says what the run does`() {
    let town = Town(Self.crowd())
    let before = town.store.snapshot
    let dry = town.run(.plan)
    #expect(town.store.snapshot == before)
    #expect(town.run().plan?.changes == dry.plan?.changes)
  }

  @Test func `a refused run writes only its line in the journal`() {
    let town = Town(Self.crowd())
    town.limits = Limits([.creations: .count(3)])
    let report = town.run()
    #expect(report.outcome == .refused)
    #expect(report.causes.contains("creations"))
    #expect(town.store.accounts.isEmpty)
    #expect(town.store.mails.isEmpty)
    #expect(town.store.runs.map(\.outcome) == [.refused])
  }

  @Test func `a failed read writes only its line in the journal and deactivates nobody`() {
    let town = Town(Self.crowd())
    town.run()
    town.policy.grace = 0
    town.people = []
    town.failure = .timedOut(url: "ldap://x", base: "b", entries: 0, seconds: 60)
    let report = town.run()
    #expect(report.outcome == .failed)
    #expect(report.failure == .directory(.timedOut(url: "ldap://x", base: "b", entries: 0, seconds: 60)))
    #expect(town.store.accounts.allSatisfy { $0.status.isActive })
    #expect(town.store.runs.map(\.outcome) == [.applied, .failed])
  }

  @Test func `an account that is not managed is never touched`() {
    let town = Town(Self.crowd())
    let stranger = Account(
      id: AccountID(900), responsable: Responsable(number: "X-1", lastName: "SEUL", email: "seul@valmont.example"))
    town.store.add(stranger)
    town.run()
    town.people = []
    town.limits.allowsEmpty = true
    town.policy.grace = 0
    town.run()
    #expect(town.store.accounts.first { $0.id == stranger.id } == stranger)
  }

  @Test func `one token per address gained, in one mail`() {
    let town = Town(Self.crowd())
    town.run()
    town.run()
    town.wait(hours: 1)
    town.run()
    let links = town.store.mails.filter { $0.kind == .link }
    #expect(links.count == 27)
    #expect(Set(links.map(\.to)).count == 27)
    #expect(Set(links.compactMap(\.tokenHash)).count == 27)
  }
}
