import Foundation
import Provisioning
import TestSupport
import Testing

/// Which value wins, and who may have it.
struct FieldTests {
  static let ada = "ada@valmont.example"
  static let bea = "bea@valmont.example"

  func edit(_ town: Town, _ number: String, _ change: (inout Account) -> Void) throws {
    var account = try #require(town.store.accounts.first { $0.responsable.number == number })
    change(&account)
    account.revision += 1
    town.store.add(account)
  }

  @Test func `what an agent corrected stays and is reported as drift until somebody changes it`() throws {
    let town = Town([Town.person("a", mail: [Self.ada])])
    town.run()
    try edit(town, "N-a") { $0.responsable.email = Self.bea }
    for _ in 1...3 {
      let report = town.run()
      #expect(report.outcome == .settled)
      #expect(report.plan?.drifts.map(\.field) == [.email])
    }
    #expect(town.store.accounts.first?.responsable.email == Self.bea)
  }

  @Test func `a field the directory owns is put back`() throws {
    let town = Town(
      [Town.person("a", mail: [Self.ada])],
      mapping: Town.mapping(email: AttributeRule(from: ["mail"], owner: .directory)))
    town.run()
    try edit(town, "N-a") { $0.responsable.email = Self.bea }
    #expect(town.run().kinds == [.update])
    #expect(town.store.accounts.first?.responsable.email == Self.ada)
  }

  @Test(arguments: [
    (AttributeRule.Conflict.directory, "new@valmont.example"), (.portal, "bea@valmont.example"),
    (.hold, "bea@valmont.example"),
  ])
  func `when both sides changed, the mapping's conflict rule decides`(
    _ rule: AttributeRule.Conflict, _ expected: String
  ) throws {
    let email = AttributeRule(from: ["mail"], direction: .both, conflict: rule)
    let town = Town([Town.person("a", mail: [Self.ada])], mapping: Town.mapping(email: email))
    town.run()
    try edit(town, "N-a") { $0.responsable.email = Self.bea }
    town.replace("a", with: Town.person("a", mail: ["new@valmont.example"]))
    let report = town.run()
    #expect(town.store.accounts.first?.responsable.email == expected)
    #expect(report.problems == (rule == .hold ? [.conflict] : []))
  }

  @Test func `case and spaces only: nothing, now or ever`() {
    let town = Town([Town.person("a", mail: [Self.ada])])
    town.run()
    town.replace("a", with: Town.person("a", mail: [" ADA@valmont.example"]))
    for _ in 1...3 { #expect(town.run().outcome == .settled) }
    #expect(town.store.mails.count == 1)
  }

  @Test func `a bad address keeps the one before, and the other fields are applied`() {
    let town = Town([Town.person("a", mail: [Self.ada])])
    town.run()
    town.replace("a", with: Town.person("a", last: "DURAND", mail: ["ada@@valmont"]))
    let report = town.run()
    #expect(report.kinds == [.update])
    #expect(report.problems == [.invalidEmail])
    let person = town.store.accounts.first?.responsable
    #expect(person?.email == Self.ada)
    #expect(person?.lastName == "DURAND")
  }

  @Test func `the value in use stays as long as it is among the values`() {
    let town = Town([Town.person("a", mail: ["m@valmont.example"])])
    town.run()
    town.replace("a", with: Town.person("a", mail: ["a@valmont.example", "m@valmont.example"]))
    #expect(town.run().outcome == .settled)
    town.replace("a", with: Town.person("a", mail: ["a@valmont.example", "z@valmont.example"]))
    #expect(town.run().mails == [PlannedMail(kind: .link, to: "a@valmont.example")])
  }

  @Test func `an address freed by one and taken by another in one run`() {
    let town = Town([Town.person("a", mail: [Self.ada]), Town.person("b", first: "Béa")])
    town.policy.sharedEmail = .hold
    town.run()
    town.people = [Town.person("a"), Town.person("b", first: "Béa", mail: [Self.ada])]
    let report = town.run()
    #expect(report.problems.isEmpty)
    #expect(report.kinds == [.update, .update])
    #expect(report.mails == [PlannedMail(kind: .link, to: Self.ada)])
  }

  @Test func `two swap addresses, three exchange numbers in a cycle`() {
    let town = Town([
      Town.person("a", number: "1", mail: [Self.ada]), Town.person("b", number: "2", first: "Béa", mail: [Self.bea]),
      Town.person("c", number: "3", first: "Cléo"),
    ])
    town.policy.sharedEmail = .hold
    town.run()
    town.people = [
      Town.person("a", number: "2", mail: [Self.bea]), Town.person("b", number: "3", first: "Béa", mail: [Self.ada]),
      Town.person("c", number: "1", first: "Cléo"),
    ]
    let report = town.run()
    #expect(report.problems.isEmpty)
    #expect(report.kinds.count == 3)
    #expect(Set(town.store.accounts.compactMap(\.responsable.number)) == ["1", "2", "3"])
    #expect(town.run().outcome == .settled)
  }

  @Test func `a taken number stops one person and nobody else`() {
    let town = Town([Town.person("a", number: "1")])
    town.run()
    town.people += [Town.person("b", number: "1", first: "Béa"), Town.person("c", number: "3", first: "Cléo")]
    town.mapping = Town.mapping(correlate: [])
    let report = town.run()
    #expect(report.problems == [.numberTaken])
    #expect(report.kinds == [.create])
    #expect(report.counts.problems == 1)
  }

  @Test func `a number kept because its own change was refused is not free for others`() {
    let town = Town([
      Town.person("a", number: "1"), Town.person("b", number: "2", first: "Béa"),
      Town.person("c", number: "3", first: "Cléo"),
    ])
    town.run()
    // b wants 3, which c keeps; a wants 2, which b therefore keeps too.
    town.people = [
      Town.person("a", number: "2"), Town.person("b", number: "3", first: "Béa"),
      Town.person("c", number: "3", first: "Cléo"),
    ]
    let report = town.run()
    #expect(report.problems == [.numberTaken, .numberTaken])
    #expect(report.kinds.isEmpty)
  }

  @Test func `a shared address is normal, and held where the settings say so`() {
    let both = [
      Town.person("a", mail: ["famille@valmont.example"]),
      Town.person("b", first: "Béa", mail: ["famille@valmont.example"]),
    ]
    #expect(Town(both).run().mails.count == 2)
    let town = Town(both)
    town.policy.sharedEmail = .hold
    let report = town.run()
    #expect(report.problems == [.sharedEmail, .sharedEmail])
    #expect(report.kinds == [.create, .create])
    #expect(report.mails.isEmpty)
  }

  @Test func `an address that is known to bounce is held and reported`() {
    let town = Town([Town.person("a")])
    town.run()
    town.store.bounce(Self.ada)
    town.replace("a", with: Town.person("a", mail: [Self.ada]))
    let report = town.run()
    #expect(report.problems == [.addressBounces])
    #expect(report.mails.isEmpty)
    #expect(town.store.accounts.first?.responsable.email == nil)
  }

  @Test func `somebody edits an account between plan and commit: it is planned again, once`() {
    let town = Town([Town.person("a", mail: [Self.ada]), Town.person("b", first: "Béa")])
    town.run()
    town.people = [Town.person("a", last: "DURAND", mail: [Self.ada]), Town.person("b", last: "PETIT", first: "Béa")]
    town.store.editBeforeCommit("N-a", times: 1)
    let once = town.run()
    #expect(once.kinds == [.update, .update])
    #expect(once.problems.isEmpty)
    town.people = [Town.person("a", last: "LEROY", mail: [Self.ada]), Town.person("b", last: "LEROY", first: "Béa")]
    town.store.editBeforeCommit("N-a", times: 2)
    let twice = town.run()
    #expect(twice.outcome == .applied)
    #expect(twice.kinds == [.update])
    #expect(twice.problems == [.changedMeanwhile])
  }

  @Test func `without a number rule the store gives numbers and the report says them`() {
    let town = Town([Town.person("a", mail: [Self.ada])], mapping: Town.mapping(hasNumbers: false))
    let report = town.run()
    let change = report.plan?.changes.first
    #expect(change.flatMap(report.number)?.hasPrefix("R-") == true)
    #expect(town.run().outcome == .settled)
  }
}
