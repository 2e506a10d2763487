import Foundation
import Provisioning
import TestSupport
import Testing

/// Several directories that give people of one portal, in the order of the settings.
struct SeveralDirectoriesTests {
  private static let names = ["mairie", "ccas", "cantine"]
  private static let ada = "ada@valmont.example"

  /// As many towns as lists of people, with one store; each knows the order.
  private static func towns(_ people: [DirectoryEntry]..., mapping: Mapping = Town.mapping()) -> [Town] {
    let towns = zip(names, people).map { name, people in
      let town = Town(people, mapping: mapping)
      town.directoryName = name
      town.policy.grace = 0
      town.policy.order = Array(names.prefix(2))
      town.policy.directories = Set(names)
      town.limits.allowsEmpty = true
      return town
    }
    for town in towns { town.store = towns[0].store }
    return towns
  }

  private static func entry(
    _ id: String, number: String = "R-1", first: String = "Ada", mail: [String] = [ada], status: String? = nil
  ) -> DirectoryEntry {
    Town.person(id, number: number, first: first, mail: mail, status: status)
  }

  // MARK: Disabled

  private static let isActive = Filter.not(.equal(attribute: "employeeType", value: Array("parti".utf8)))
  private static let active = Town.mapping(active: isActive)

  @Test func `whoever the first directory has disabled stays so, until it has lost them`() throws {
    let towns = Self.towns([Self.entry("a", status: "parti")], [Self.entry("x", first: "Adah")], mapping: Self.active)
    let (first, second) = (towns[0], towns[1])
    for town in towns { town.policy.grace = 86_400 }
    first.run()
    #expect(second.run().counts.secondary == 1 && second.run().outcome == .settled)
    #expect(first.store.accounts.map(\.status) == [.inactive(.directory)])
    first.people = []
    #expect(first.run().outcome == .settled && second.run().outcome == .settled)
    for town in towns { town.wait(hours: 25) }
    #expect(first.run().outcome == .settled)
    let over = second.run()
    #expect(over.kinds == [.reactivate] && over.mails == [PlannedMail(kind: .link, to: Self.ada)])
    #expect(first.store.accounts.map(\.status) == [.active])
    #expect(first.store.accounts.map(\.responsable.firstName) == ["Adah"])
    #expect(first.run().outcome == .settled && second.run().outcome == .settled)
  }

  @Test func `a time that ended in the first directory has ended until it has lost the person`() {
    let towns = Self.towns(
      [Town.person("a", number: "R-1", until: "20270116000000Z")], [Self.entry("x")], mapping: Self.active)
    for town in towns {
      town.policy.grace = 86_400
      town.run()
    }
    towns[0].people = []
    for town in towns { town.wait(hours: 30) }
    #expect(towns[0].run().kinds == [.deactivate] && towns[1].run().outcome == .settled)
    #expect(towns[0].store.accounts.map(\.status) == [.inactive(.expired)])
    for town in towns { town.wait(hours: 25) }
    #expect(towns[0].run().outcome == .settled && towns[1].run().kinds == [.reactivate])
  }

  @Test func `what an agent suspended stays suspended whichever directory gives the person`() throws {
    let towns = Self.towns([Self.entry("a")], [Self.entry("x", first: "Adah")])
    for town in towns { town.run() }
    var account = try #require(towns[0].store.accounts.first)
    account.status = .inactive(.suspended)
    account.revision += 1
    towns[0].store.add(account)
    towns[0].people = []
    towns[0].run()
    let over = towns[1].run()
    #expect(over.kinds == [.update] && over.mails == [])
    #expect(towns[0].store.accounts.map(\.status) == [.inactive(.suspended)])
    #expect(towns.map { $0.run().outcome } == [.settled, .settled])
  }

  // MARK: Created anew

  /// By nothing but the number, of which no rule speaks.
  @Test func `an entry created anew takes back what a second directory gives, and gives way to a first`() {
    let mapping = Town.mapping(correlate: [[.email, .lastName, .firstName]], relink: .automatic)
    let numbered = Town.mapping()
    for (loser, giver) in [(0, 1), (1, 0)] {
      let towns = Self.towns([Self.entry("a")], [Self.entry("x", first: "Adah")], mapping: numbered)
      for town in [towns[giver], towns[loser]] { town.run() }
      towns[loser].people = []
      for town in [towns[loser], towns[giver]] { town.run() }
      let other = Self.entry("new", first: "Adèle", mail: ["adele@valmont.example"])
      towns[loser].people = [other]
      towns[loser].mapping = mapping
      let report = towns[loser].run()
      #expect(report.kinds == [loser == 0 ? .adopt : .secondary])
      #expect(report.plan?.changes.first?.reason == (loser == 0 ? .takenBack(from: "ccas") : .secondary(of: "mairie")))
      #expect(towns[0].store.accounts.count == 1)
      #expect(towns[0].store.accounts.map(\.responsable.firstName) == [loser == 0 ? "Adèle" : "Ada"])
      towns[giver].run()
      let ties = towns[0].store.accounts.flatMap(\.ties)
      #expect(ties.count == 2 && ties.count { !$0.isSecondary } == 1, "one directory gives the person")
      #expect(towns.map { $0.run().outcome } == [.settled, .settled])
    }
  }

  // MARK: Met by an address

  @Test(arguments: [[0, 1], [1, 0]], [[[Field.email]], [[.email, .lastName]], [[.lastName, .firstName]]])
  func `an account of another directory is only proposed by what a family shares`(order: [Int], rules: [[Field]]) {
    let towns = Self.towns(
      [Self.entry("a", number: "R-1")], [Self.entry("x", number: "R-2")], mapping: Town.mapping(correlate: rules))
    towns[order[0]].run()
    let before = towns[0].store.accounts
    for mode in [SyncRun.Mode.plan, .apply, .apply] {
      let report = towns[order[1]].run(mode)
      #expect(report.proposals == [.givenElsewhere] && report.kinds == [])
    }
    #expect(towns[0].store.accounts == before)
    #expect(towns[order[0]].run().outcome == .settled)
  }

  @Test(arguments: [[[Field.email, .firstName]], [[.email], [.number]], [[.number]]])
  func `by what is one person's alone it is the same person`(rules: [[Field]]) {
    let towns = Self.towns([Self.entry("a")], [Self.entry("x")], mapping: Town.mapping(correlate: rules))
    for town in towns { town.run() }
    #expect(towns[0].store.accounts.count == 1 && towns[0].store.accounts.flatMap(\.ties).count == 2)
    #expect(towns.map { $0.run().outcome } == [.settled, .settled])
  }

  // MARK: Dry runs

  /// What can be read of a plan: internal ids and revisions apart.
  private static func shown(_ report: DirectoryReport) -> [String] {
    let changes = (report.plan?.changes ?? []).map { change in
      "\(change.kind) \(change.anchor.text) \(change.number ?? "-") \(change.fields) \(change.mails) \(change.reason)"
    }
    let proposals = (report.plan?.open.proposals ?? []).map { "\($0.code) \($0.anchor) \($0.numbers)" }
    let problems = (report.plan?.open.problems ?? []).map { "\($0.code) \($0.anchor ?? "") \($0.detail)" }
    let absences = (report.plan?.absences ?? []).map { "absent \($0.anchor.text) \($0.due)" }
    let drifts = (report.plan?.drifts ?? []).map { "drift \($0.anchor.text) \($0.field)" }
    return changes + proposals + problems + absences + drifts
      + ["\(report.counts)", "\(report.plan?.takenOver ?? 0)", "\(report.refusals)"]
  }

  /// Plans all, writing nothing, and then runs all: both say the same.
  private static func foresee(
    _ towns: [Town], on directories: [any Directory]? = nil, _ comment: Comment? = nil
  ) -> [DirectoryReport] {
    let before = towns[0].store.snapshot
    let places = zip(towns, directories ?? towns.map(\.directory))
    var planned: [DirectoryReport] = []
    for (town, directory) in places {
      planned.append(
        town.syncRun().run(.plan, on: directory, into: town.store, after: planned.compactMap(\.applicable)))
    }
    #expect(towns[0].store.snapshot == before, "a dry run writes nothing")
    let done = places.map { $0.syncRun().run(.apply, on: $1, into: $0.store) }
    for (plan, run) in zip(planned, done) {
      #expect(shown(plan) == shown(run), comment)
      #expect(plan.refusals.isEmpty == (run.outcome != .refused), comment)
    }
    return planned
  }

  @Test func `a dry run shows who is new in two directories once`() {
    let towns = Self.towns([Self.entry("a")], [Self.entry("x", mail: ["ada@ccas.example"])])
    #expect(Self.foresee(towns).map(\.kinds) == [[.create], [.secondary]])
  }

  @Test func `a dry run shows whom the second directory takes over`() {
    let towns = Self.towns([Self.entry("a")], [Self.entry("x", mail: ["ada@ccas.example"])])
    for town in towns { town.run() }
    towns[0].people = []
    let planned = Self.foresee(towns)
    #expect(planned.map(\.kinds) == [[], [.update]])
    #expect(planned[1].mails == [PlannedMail(kind: .link, to: "ada@ccas.example")])
  }

  @Test func `a dry run shows that a number is taken by somebody new in the first directory`() {
    let towns = Self.towns(
      [Self.entry("a", number: "R-1")], [Self.entry("x", number: "R-1", first: "Zoé")],
      mapping: Town.mapping(correlate: []))
    #expect(Self.foresee(towns).map(\.problems) == [[], [.numberTaken]])
  }

  @Test func `what is refused in the first directory does not count for the second`() {
    let towns = Self.towns([Self.entry("a")], [Self.entry("x")])
    towns[0].limits = Limits([.creations: .count(0)])
    #expect(Self.foresee(towns).map(\.kinds) == [[.create], [.create]])
  }

  /// Three directories with rules, grace and policy by chance.
  private static func townsByChance(_ seed: Int) -> [Town] {
    let rules: [[Field]] = seed.isMultiple(of: 3) ? [[.email]] : [[.number], [.email, .lastName, .firstName]]
    let towns = towns(
      [], [], [],
      mapping: Town.mapping(
        correlate: rules, relink: seed.isMultiple(of: 2) ? .automatic : .hold, active: isActive))
    for town in towns {
      town.policy.grace = seed.isMultiple(of: 5) ? 86_400 : 0
      town.policy.sharedEmail = seed.isMultiple(of: 4) ? .hold : .allow
      town.policy.order = names
    }
    return towns
  }

  /// People with values and numbers of a small choice, so that they meet; some are gone, some made anew.
  private static func people(of directory: Int, _ step: Int, _ dice: inout Dice) -> [DirectoryEntry] {
    (1...6).compactMap { number in
      guard Int.random(in: 0..<4, using: &dice) > 0 else { return nil }
      let person = Int.random(in: 0..<5, using: &dice) == 0 ? Int.random(in: 1...6, using: &dice) : number
      let making = Int.random(in: 0..<8, using: &dice) == 0 ? step : 0
      return entry(
        "0000000\(making)-0000-4000-800\(directory)-00000000000\(number)", number: "R-\(person)",
        first: ["Ada", "Béa"].randomElement(using: &dice) ?? "",
        mail: Int.random(in: 0..<5, using: &dice) == 0
          ? [] : ["p\(Int.random(in: 1...4, using: &dice))@valmont.example"],
        status: Int.random(in: 0..<6, using: &dice) == 0 ? "parti" : nil)
    }
  }

  @Test(arguments: 1...12)
  func `whatever happens in several directories, a dry run says what the run does`(seed: Int) {
    var dice = Dice(seed: UInt64(seed))
    let towns = Self.townsByChance(seed)
    for step in 1...6 {
      for (index, town) in towns.enumerated() {
        town.people = Self.people(of: index, step, &dice)
        town.wait(hours: 13)
      }
      _ = Self.foresee(towns, "seed \(seed), step \(step)")
    }
  }

  @Test(arguments: 1...12)
  func `it does so where only changes are read`(seed: Int) {
    var dice = Dice(seed: UInt64(seed))
    let towns = Self.townsByChance(seed)
    let directories = Self.names.map { TellingDirectory([], name: $0) }
    for step in 1...6 {
      for (index, directory) in directories.enumerated() {
        directory.manner = [.naming, .presence, .sweeping].randomElement(using: &dice) ?? .naming
        directory.people = Self.people(of: index, step, &dice)
        towns[index].wait(hours: 13)
      }
      _ = Self.foresee(towns, on: directories, "seed \(seed), step \(step)")
    }
  }
}
