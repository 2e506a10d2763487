import Foundation
import Provisioning
import TestSupport
import Testing

struct IdentityTests {
  static let ada = "ada@valmont.example"

  @Test func `surname, DN and address change at once: the same person`() {
    let town = Town([Town.person("a", last: "MARTIN", mail: [Self.ada])])
    town.run()
    town.replace(
      "a",
      with: Town.person(
        "a", last: "DURAND", mail: ["ada.durand@valmont.example"], dn: "uid=adurand,dc=valmont,dc=example"))
    let report = town.run()
    #expect(report.kinds == [.update])
    #expect(town.store.accounts.count == 1)
    #expect(report.mails == [PlannedMail(kind: .link, to: "ada.durand@valmont.example")])
  }

  @Test func `a renamed unit gives everybody a new DN and nothing else`() {
    let town = Town((1...5).map { Town.person("p\($0)", first: "A\($0)") })
    town.run()
    town.people = (1...5).map {
      Town.person("p\($0)", first: "A\($0)", dn: "uid=p\($0),ou=familles,dc=valmont,dc=example")
    }
    let report = town.run()
    #expect(report.kinds == Array(repeating: .move, count: 5))
    #expect(report.mails.isEmpty)
    #expect(town.run().outcome == .settled)
  }

  @Test func `two entries with one anchor are both problems and the others go on`() {
    let town = Town([Town.person("a"), Town.person("b", first: "Béa")])
    town.run()
    town.people += [Town.person("a", first: "Intruse", dn: "uid=intruse"), Town.person("c", first: "Cléo")]
    town.policy.grace = 0
    let report = town.run()
    #expect(report.problems == [.duplicateAnchor, .duplicateAnchor])
    #expect(report.kinds == [.create])
    #expect(report.counts.problems == 2)
    #expect(report.counts.unchanged == 1)
  }

  @Test func `a re-created entry is held and its account protected`() {
    let town = Town([Town.person("a", number: "R-1", mail: [Self.ada]), Town.person("b", first: "Béa")])
    town.run()
    town.policy.grace = 0
    town.replace("a", with: Town.person("a2", number: "R-1", mail: [Self.ada]))
    let report = town.run()
    #expect(report.proposals == [.recreated])
    #expect(report.kinds.isEmpty)
    #expect(report.counts.held == 1)
    #expect(town.store.accounts.allSatisfy { $0.status.isActive })
  }

  @Test func `with relink automatic a re-created entry takes its account over`() {
    let town = Town([Town.person("a", number: "R-1", mail: [Self.ada]), Town.person("b", first: "Béa")])
    town.run()
    town.mapping = Town.mapping(relink: .automatic)
    town.replace("a", with: Town.person("a2", number: "R-1", mail: [Self.ada]))
    let report = town.run()
    #expect(report.kinds == [.adopt])
    #expect(report.mails.isEmpty)
    #expect(town.store.accounts.count == 2)
    #expect(town.run().outcome == .settled)
  }

  @Test func `a rebuilt directory is one refusal, not a crowd of proposals`() {
    let town = Town((1...5).map { Town.person("p\($0)", first: "A\($0)") })
    town.run()
    town.people = (1...5).map { Town.person("q\($0)", number: "N-p\($0)", first: "A\($0)") }
    let report = town.run()
    #expect(report.causes == ["only-new-anchors"])
    #expect(report.plan?.open.proposals == [])
    #expect(town.store.accounts.count == 5)
  }

  @Test func `another anchor attribute in the mapping is refused`() {
    let town = Town([Town.person("a"), Town.person("b", first: "Béa")])
    town.run()
    town.mapping = Town.mapping(anchor: "employeeNumber")
    let report = town.run()
    #expect(report.causes == ["anchor-attribute-changed"])
    #expect(town.store.accounts.count == 2)
  }

  @Test func `a changed mapping makes every entry be compared again and nothing change`() {
    let town = Town((1...5).map { Town.person("p\($0)", first: "A\($0)") })
    town.run()
    town.mapping = Town.mapping(version: "2")
    let report = town.run()
    #expect(report.outcome == .settled)
    #expect(report.counts.unchanged == 5)
  }

  // MARK: First meeting

  static func stranger(_ id: Int64, number: String?, last: String, first: String, email: String?) -> Account {
    Account(
      id: AccountID(id),
      responsable: Responsable(number: number ?? "X-\(id)", lastName: last, firstName: first, email: email))
  }

  @Test func `an unmanaged account with the same number is adopted and only its empty fields are filled`() {
    let town = Town([Town.person("a", number: "R-1", last: "MARTIN", mail: [Self.ada])])
    town.store.add(Self.stranger(50, number: "R-1", last: "MARTIN-PETIT", first: "Ada", email: nil))
    let report = town.run()
    #expect(report.kinds == [.adopt])
    #expect(report.mails == [PlannedMail(kind: .link, to: Self.ada)])
    let account = town.store.accounts.first
    #expect(account?.responsable.email == Self.ada)
    #expect(account?.responsable.lastName == "MARTIN-PETIT")
    #expect(report.counts.drift == 1)
    #expect(town.run(.plan).outcome == .settled)
    #expect(town.run(.plan).counts.drift == 1)
  }

  @Test func `an adoption mails nobody`() {
    let town = Town([
      Town.person("a", number: "R-1", mail: [Self.ada]), Town.person("b", first: "Béa", mail: ["bea@valmont.example"]),
    ])
    town.store.add(Self.stranger(50, number: "R-1", last: "MARTIN", first: "Ada", email: nil))
    town.policy.mailsNobody = true
    let report = town.run()
    #expect(Set(report.kinds) == [.adopt, .create])
    #expect(report.mails.isEmpty)
    town.policy.mailsNobody = false
    #expect(town.run().mails.isEmpty)
  }

  @Test func `address and name find an account, in any case and accents`() {
    let town = Town([Town.person("a", number: "R-9", last: "LEFÈVRE", first: "Zoé", mail: ["zoe@valmont.example"])])
    town.store.add(Self.stranger(50, number: nil, last: "Lefevre", first: "Zoe", email: "ZOE@valmont.example"))
    #expect(town.run(.plan).kinds == [.adopt])
  }

  @Test func `a shared address only proposes`() {
    let town = Town([Town.person("a", number: "R-9", last: "PETIT", first: "Paul", mail: ["famille@valmont.example"])])
    town.store.add(Self.stranger(50, number: nil, last: "PETIT", first: "Paul", email: "famille@valmont.example"))
    town.store.add(Self.stranger(51, number: nil, last: "PETIT", first: "Lise", email: "famille@valmont.example"))
    let report = town.run()
    #expect(report.proposals == [.sharedAddress])
    #expect(report.kinds.isEmpty)
  }

  @Test func `nobody is matched because two people share an address`() {
    let town = Town([Town.person("a", number: "R-9", last: "PETIT", first: "Lise", mail: ["famille@valmont.example"])])
    town.store.add(Self.stranger(50, number: "R-8", last: "PETIT", first: "Paul", email: "famille@valmont.example"))
    #expect(town.run(.plan).kinds == [.create])
  }

  @Test func `two rules that find different accounts only propose`() {
    let town = Town([Town.person("a", number: "R-1", last: "PETIT", first: "Paul", mail: ["paul@valmont.example"])])
    town.store.add(Self.stranger(50, number: "R-1", last: "GRAND", first: "Luc", email: nil))
    town.store.add(Self.stranger(51, number: "R-2", last: "PETIT", first: "Paul", email: "paul@valmont.example"))
    let report = town.run(.plan)
    #expect(report.proposals == [.ambiguousMatch])
    #expect(report.plan?.open.proposals.first?.accounts == [50, 51])
  }

  @Test func `two entries that meet one account only propose`() {
    let town = Town([Town.person("a", number: "R-1"), Town.person("b", number: "R-1", first: "Béa")])
    town.store.add(Self.stranger(50, number: "R-1", last: "MARTIN", first: "Ada", email: nil))
    #expect(town.run(.plan).proposals == [.ambiguousMatch, .ambiguousMatch])
  }

  @Test func `a person of two directories is tied to the first; the second tie is secondary and takes over`() {
    let town = Town([Town.person("a", number: "R-1", mail: [Self.ada])])
    town.run()
    let second = Town([Town.person("x", number: "R-1", mail: [Self.ada]), Town.person("y", first: "Yves")])
    second.store = town.store
    second.directoryName = "ccas"
    let report = second.run()
    #expect(report.counts.secondary == 1)
    #expect(town.store.accounts.count == 2)
    #expect(second.run().counts.secondary == 1)
    // The first directory loses the person: nobody is deactivated, the second takes over.
    town.people = []
    town.limits.allowsEmpty = true
    town.policy.grace = 0
    #expect(town.run().kinds.isEmpty)
    #expect(second.run().kinds == [.update])
    #expect(town.store.accounts.allSatisfy { $0.status.isActive })
    #expect(second.run().outcome == .settled)
  }

  /// The town, and a second directory that has other values of the same person; both know their order.
  private static func twoTowns() -> (Town, Town) {
    let first = Town([Town.person("a", number: "R-1", mail: [Self.ada])])
    let second = Town([Town.person("x", number: "R-1", first: "Adah", mail: ["ada@ccas.example"])])
    second.store = first.store
    second.directoryName = "ccas"
    for town in [first, second] {
      town.policy.order = ["mairie", "ccas"]
      town.policy.directories = ["mairie", "ccas"]
      town.policy.grace = 0
      town.limits.allowsEmpty = true
    }
    return (first, second)
  }

  @Test func `the first directory gives a person again when it has them back`() throws {
    let (first, second) = Self.twoTowns()
    let people = first.people
    for town in [first, second] { town.run() }
    first.people = []
    first.run()
    let over = second.run()
    #expect(over.kinds == [.update] && over.plan?.drifts == [] && over.plan?.changes.first?.reason == .takenOver)
    var account = try #require(first.store.accounts.first)
    #expect(account.responsable.email == "ada@ccas.example" && account.responsable.firstName == "Adah")
    // Somebody corrects one field by hand.
    account.responsable.firstName = "Adèle"
    account.revision += 1
    first.store.add(account)
    first.people = people
    let back = first.run()
    #expect(back.kinds == [.update] && back.plan?.changes.first?.reason == .takenBack(from: "ccas"))
    #expect(back.plan?.drifts.map(\.field) == [.firstName])
    #expect(first.store.accounts.map(\.responsable.email) == [Self.ada])
    #expect(first.store.accounts.map(\.responsable.firstName) == ["Adèle"])
    #expect(second.run().counts.secondary == 1 && second.run().outcome == .settled && first.run().outcome == .settled)
  }

  @Test func `a first directory that has a person later than the second gives them from then on`() {
    let (first, second) = Self.twoTowns()
    second.run()
    let report = first.run()
    #expect(report.kinds == [.adopt] && report.plan?.changes.first?.reason == .takenBack(from: "ccas"))
    #expect(first.store.accounts.map(\.responsable.email) == [Self.ada])
    #expect(second.run().counts.secondary == 1 && first.run().outcome == .settled)
  }

  @Test(arguments: [true, false])
  func `a person whom all lost is back when the second has them`(hasOtherValues: Bool) {
    let (first, second) = Self.twoTowns()
    let people = hasOtherValues ? second.people : first.people
    second.people = []
    first.run()
    first.people = []
    #expect(first.run().kinds == [.deactivate])
    second.people = people
    #expect(second.run().kinds == [.adopt])
    #expect(first.store.accounts.allSatisfy { $0.status.isActive } && first.store.accounts.count == 1)
    #expect(first.run().outcome == .settled && second.run().outcome == .settled)
  }

  @Test func `a person whom both lose at once is deactivated by whoever finds it last`() {
    let (first, second) = Self.twoTowns()
    for town in [first, second] { town.run() }
    first.people = []
    second.people = []
    #expect(first.run().kinds == [])
    #expect(second.run().kinds == [.deactivate])
    #expect(first.store.accounts.allSatisfy { !$0.status.isActive })
    #expect(first.run().outcome == .settled && second.run().outcome == .settled)
  }

  @Test func `limits hold for those whom a directory takes over`() throws {
    let (first, second) = Self.twoTowns()
    second.people = (1...10).map { Town.person("b\($0)", number: "R-\($0)", mail: ["p\($0)@ccas.example"]) }
    first.people = (1...10).map { Town.person("a\($0)", number: "R-\($0)", mail: ["p\($0)@mairie.example"]) }
    second.run()
    first.limits = Limits()
    let report = first.run()
    #expect(report.outcome == .refused)
    #expect(
      report.refusals.contains { $0.cause == .limit(.emailChanges, .percent(20)) && $0.found == 10 && $0.of == 10 })
    #expect(first.store.accounts.allSatisfy { $0.responsable.email?.hasSuffix("@ccas.example") == true })
  }

  @Test func `an address taken away goes although a directory that lost the person had given it`() throws {
    let (first, second) = Self.twoTowns()
    for town in [first, second] { town.people = [Town.person("a", number: "R-1", mail: [Self.ada])] }
    for town in [first, second] { town.run() }
    second.people = []
    second.run()
    first.people = [Town.person("a", number: "R-1", mail: [])]
    let report = first.run()
    #expect(report.kinds == [.update] && report.counts.emailRemovals == 1)
    #expect(first.store.accounts.map(\.responsable.email) == [nil])
  }

  @Test func `a directory that is no longer in the settings holds nobody back`() {
    let town = Town([Town.person("a", number: "R-1", mail: [Self.ada])])
    town.run()
    let renamed = Town([Town.person("a", number: "R-1", mail: [Self.ada])])
    renamed.store = town.store
    renamed.directoryName = "ville"
    renamed.policy.directories = ["ville"]
    #expect(renamed.run().kinds == [.adopt])
    renamed.replace("a", with: Town.person("a", number: "R-1", last: "DURAND", mail: [Self.ada]))
    #expect(renamed.run().kinds == [.update])
    #expect(town.store.accounts.count == 1)
  }
}
