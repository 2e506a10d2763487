import Foundation
import Provisioning
import TestSupport
import Testing

/// Each limit, alone and summed over a window; what is refused whatever the limits.
struct GuardTests {
  static func crowd(_ count: Int, mail: Bool = true) -> [DirectoryEntry] {
    (0..<count).map { Town.person("p\($0)", first: "A\($0)", mail: mail ? ["p\($0)@valmont.example"] : []) }
  }

  /// A town of 20 managed accounts, all limits lifted while it was filled.
  static func town(_ limits: [Limit.Name: Limit], people: [DirectoryEntry] = crowd(20)) -> Town {
    let town = Town(people)
    town.limits.lifted = Set(Limit.Name.allCases)
    town.run()
    town.policy.grace = 0
    town.limits = Limits(
      Dictionary(uniqueKeysWithValues: Limit.Name.allCases.map { ($0, Limit.none) }).merging(limits) { _, new in new })
    return town
  }

  static func change(_ count: Int, in people: [DirectoryEntry]) -> [DirectoryEntry] {
    people.enumerated().map { index, person in
      index < count
        ? Town.person("p\(index)", last: "AUTRE", first: "A\(index)", mail: ["p\(index)@valmont.example"]) : person
    }
  }

  @Test(arguments: [
    (Limit.count(2), 2, true), (.count(2), 3, false), (.percent(10), 2, true), (.percent(10), 3, false),
  ])
  func `deactivations: found above allowed is refused`(_ limit: Limit, _ gone: Int, _ passes: Bool) {
    let town = Self.town([.deactivations: limit])
    town.people = Array(Self.crowd(20).dropFirst(gone))
    let report = town.run()
    #expect(report.causes == (passes ? [] : ["deactivations"]))
    #expect(town.store.accounts.filter { !$0.status.isActive }.count == (passes ? gone : 0))
  }

  @Test func `a percentage is rounded up`() {
    #expect(Limit.percent(5).allowed(of: 21) == 2)
    #expect(Limit.percent(5).allowed(of: 1) == 1)
    #expect(Limit.percent(5).allowed(of: 0) == 0)
    #expect(Limit.count(7).allowed(of: 0) == 7)
    #expect(Limit.none.allowed(of: 9) == nil)
  }

  @Test func `updates, address changes, removals, creations and link mails each have their limit`() {
    let town = Self.town([.updates: .count(1)])
    town.people = Self.change(2, in: town.people)
    #expect(town.run().causes == ["updates"])

    let moved = Self.town([.emailChanges: .percent(5), .emailRemovals: .percent(5)])
    moved.people = (0..<20).map {
      Town.person(
        "p\($0)", first: "A\($0)", mail: $0 < 2 ? ["n\($0)@valmont.example"] : $0 < 4 ? [] : ["p\($0)@valmont.example"])
    }
    #expect(moved.run().causes == ["emailChanges", "emailRemovals"])

    let grown = Self.town([.creations: .percent(10), .linkMails: .count(2)])
    grown.people += (0..<4).map { Town.person("q\($0)", first: "Q\($0)", mail: ["q\($0)@valmont.example"]) }
    #expect(grown.run().causes == ["creations", "linkMails"])
  }

  @Test func `too many problems are refused, counted by entry`() {
    let town = Self.town([.problems: .percent(10)])
    town.people = Self.crowd(17) + (17..<20).map { Town.person("p\($0)", last: nil) }
    let report = town.run()
    #expect(report.causes == ["problems"])
    #expect(report.refusals.first?.found == 3)
    #expect(report.refusals.first?.of == 20)
  }

  @Test func `on a first run percentages of nothing do not apply and counts do`() {
    let town = Town(Self.crowd(20))
    town.limits = Limits()
    #expect(town.run(.plan).outcome == .changes)
    town.limits = Limits([.linkMails: .count(19)])
    #expect(town.run(.plan).causes == ["linkMails"])
  }

  @Test func `small steps cannot empty a portal`() {
    let town = Self.town([.deactivations: .percent(10)])
    town.people = Array(Self.crowd(20).dropFirst(2))
    #expect(town.run().outcome == .applied)
    town.wait(hours: 1)
    town.people = Array(Self.crowd(20).dropFirst(3))
    let refused = town.run()
    #expect(refused.causes == ["deactivations"])
    #expect(refused.refusals.first?.found == 3)
    #expect(refused.refusals.first?.window == 86_400)
    town.wait(hours: 24)
    #expect(town.run().outcome == .applied)
  }

  @Test func `a settled run is never refused for what others did`() {
    let town = Self.town([.deactivations: .percent(10)])
    town.people = Array(Self.crowd(20).dropFirst(2))
    town.run()
    #expect(town.run().outcome == .settled)
  }

  @Test func `a lifted limit holds for one run and is not counted against the next`() {
    let town = Self.town([.deactivations: .percent(10)])
    let strict = town.limits
    town.people = Array(Self.crowd(20).dropFirst(6))
    #expect(town.run().outcome == .refused)
    town.limits = strict.lifting(.deactivations, to: .count(6))
    #expect(town.run().outcome == .applied)
    town.limits = strict
    town.people = Array(Self.crowd(20).dropFirst(7))
    #expect(town.run().outcome == .applied)
  }

  @Test func `a base that had entries and has none is refused by name, and let through on explicit word`() {
    let town = Self.town([:])
    town.people = []
    let report = town.run()
    #expect(report.causes == ["empty-base"])
    #expect(report.refusals.first?.subject == "dc=valmont,dc=example")
    town.limits.allowsEmpty = true
    #expect(town.run().kinds.count == 20)
  }

  @Test func `a base that was edited is no way around the limits`() {
    let town = Self.town([.shrink: .percent(20)])
    town.policy.grace = 86_400
    let run = { (bases: [(dn: String, entries: [DirectoryEntry])]) in
      town.syncRun().run(.apply, on: FixedDirectory(bases: bases), into: town.store)
    }
    let everybody = Self.crowd(20)
    let empty = run([("ou=services,dc=valmont,dc=example", [])])
    #expect(empty.causes == ["empty-base"])
    #expect(empty.refusals.first?.insteadOf == "dc=valmont,dc=example")
    #expect(empty.refusals.first?.of == 20)
    #expect(run([("ou=a,dc=valmont,dc=example", Array(everybody.prefix(15))), ("ou=b", [])]).causes == ["shrink"])
    // The right base again, with a filter that fits nobody.
    #expect(run([("dc=valmont,dc=example", [])]).causes == ["empty-base"])
    // One more that has nobody yet, and the same people below two bases, are everyday.
    #expect(run([("dc=valmont,dc=example", everybody), ("ou=new", [])]).outcome == .settled)
    #expect(run([("ou=a", Array(everybody.prefix(12))), ("ou=b", Array(everybody.dropFirst(12)))]).outcome == .settled)
  }

  @Test func `a base that shrank too much is refused`() {
    let town = Self.town([.shrink: .percent(20)])
    town.policy.grace = 86_400
    town.people = Array(Self.crowd(16))
    #expect(town.run().outcome == .settled)
    town.people = Array(Self.crowd(15))
    let report = town.run()
    #expect(report.causes == ["shrink"])
    #expect(report.refusals.first?.found == 5)
    #expect(report.refusals.first?.of == 20)
  }

  @Test func `an attribute that brings nothing any more is refused by name`() {
    let town = Self.town([:])
    town.people = Self.crowd(20, mail: false)
    let report = town.run()
    #expect(report.causes == ["attribute-unreadable"])
    #expect(report.refusals.first?.subject == "mail")
    #expect(town.store.accounts.allSatisfy { $0.responsable.email != nil })
    town.limits.allowsEmpty = true
    #expect(town.run().counts.emailRemovals == 20)
  }

  @Test func `a mapping that asks for an attribute nobody has is refused likewise`() {
    let town = Self.town([:])
    town.mapping = Town.mapping(version: "2", email: AttributeRule(from: ["rfc822Mailbox"]))
    #expect(town.run().causes == ["attribute-unreadable"])
  }

  @Test func `a field with a default, and one that only agents fill, are never unreadable`() throws {
    let withDefault = AttributeRule(from: ["mail"], fallback: "accueil@valmont.example")
    let town = Town(Self.crowd(5, mail: false), mapping: Town.mapping(email: withDefault))
    town.run()
    #expect(town.run().outcome == .settled)

    let filled = Town(Self.crowd(5, mail: false))
    filled.run()
    var account = try #require(filled.store.accounts.first)
    account.responsable.email = "agent@valmont.example"
    account.revision += 1
    filled.store.add(account)
    #expect(filled.run().outcome == .settled)
  }

  @Test func `an attribute is the same in any case`() {
    let town = Town(Self.crowd(5), mapping: Town.mapping(email: AttributeRule(from: ["MAIL"])))
    town.run()
    #expect(town.run().outcome == .settled)
  }

  @Test func `when nobody is locked any more all at once, the right to see locks was lost`() {
    let active = Filter.not(.equal(attribute: "employeeType", value: Array("gone".utf8)))
    let people = { (locked: Int) in
      (0..<5).map { Town.person("p\($0)", first: "A\($0)", status: $0 < locked ? "gone" : nil) }
    }
    let town = Town(people(3), mapping: Town.mapping(active: active))
    town.run()
    town.people = people(0)
    let report = town.run()
    #expect(report.causes == ["attribute-unreadable"])
    #expect(report.refusals.first?.subject == "employeeType")
    town.people = people(1)
    #expect(town.run().outcome == .applied)
    town.people = people(0)
    #expect(town.run().outcome == .applied)
  }
}
