import Foundation
import Provisioning
import TestSupport
import Testing

struct AbsenceTests {
  static func town() -> Town {
    let town = Town([
      Town.person("a", first: "Ada", mail: ["ada@valmont.example"]),
      Town.person("b", first: "Béa", mail: ["bea@valmont.example"]),
    ])
    town.run()
    return town
  }

  func status(_ town: Town, _ number: String) -> AccountStatus? {
    town.store.accounts.first { $0.responsable.number == number }?.status
  }

  @Test func `who is missing is marked, and the plan stays settled while the grace lasts`() {
    let town = Self.town()
    town.replace("b", with: nil)
    let report = town.run()
    #expect(report.outcome == .settled)
    #expect(report.counts.absent == 1)
    #expect(report.plan?.absences.first?.due == town.now + 86_400)
    #expect(status(town, "N-b") == .active)
  }

  @Test func `after the grace the account is deactivated, its tokens revoked and its mails cancelled`() {
    let town = Self.town()
    town.replace("b", with: nil)
    town.run()
    town.wait(hours: 25)
    let report = town.run()
    #expect(report.kinds == [.deactivate])
    #expect(status(town, "N-b") == .inactive(.absent))
    #expect(report.plan?.changes.first?.revokesTokens == true)
    #expect(report.plan?.changes.first?.cancelsMails == true)
    town.wait(hours: 25)
    #expect(town.run().outcome == .settled)
  }

  @Test func `seen again within the grace, the mark is cleared`() throws {
    let town = Self.town()
    let bea = try #require(town.people.last)
    town.replace("b", with: nil)
    town.run()
    town.wait(hours: 23)
    town.people.append(bea)
    #expect(town.run().outcome == .settled)
    town.replace("b", with: nil)
    town.wait(hours: 2)
    #expect(town.run().kinds.isEmpty)
  }

  @Test func `who comes back is reactivated with a new link`() throws {
    let town = Self.town()
    let bea = try #require(town.people.last)
    town.policy.grace = 0
    town.replace("b", with: nil)
    #expect(town.run().kinds == [.deactivate])
    town.people.append(bea)
    let report = town.run()
    #expect(report.kinds == [.reactivate])
    #expect(report.mails == [PlannedMail(kind: .link, to: "bea@valmont.example")])
    #expect(status(town, "N-b") == .active)
  }

  @Test func `what an agent suspended is not reactivated by a run`() throws {
    let town = Self.town()
    var bea = try #require(town.store.accounts.first { $0.responsable.number == "N-b" })
    bea.status = .inactive(.suspended)
    bea.revision += 1
    town.store.add(bea)
    #expect(town.run().kinds.isEmpty)
    #expect(status(town, "N-b") == .inactive(.suspended))
  }

  @Test func `a person whose entry is a problem is not absent`() {
    let town = Self.town()
    town.policy.grace = 0
    town.replace("b", with: Town.person("b", last: nil))
    let report = town.run()
    #expect(report.problems == [.missingRequired])
    #expect(report.kinds.isEmpty)
    #expect(status(town, "N-b") == .active)
    #expect(town.run(.plan).problems == [.missingRequired])
  }

  @Test func `one entry without a readable anchor: no absence is counted`() {
    let town = Self.town()
    town.policy.grace = 0
    town.replace("b", with: DirectoryEntry(dn: "uid=b", ["sn": ["MARTIN"]]))
    let report = town.run()
    #expect(report.problems == [.noAnchor])
    #expect(report.kinds.isEmpty)
    #expect(report.counts.absent == 0)
  }

  @Test func `a read of some entries counts no absence`() {
    let town = Self.town()
    town.policy.grace = 0
    let report = town.run(only: .equal(attribute: "givenName", value: Array("Ada".utf8)))
    #expect(report.counts.entries == 1)
    #expect(report.outcome == .settled)
    #expect(report.counts.absent == 0)
  }

  @Test func `an end date is judged although the entry did not change`() {
    let town = Town([Town.person("a", mail: ["a@valmont.example"], until: "20270116000000Z")])
    town.run()
    #expect(town.run().outcome == .settled)
    town.wait(hours: 24 * 30)
    let report = town.run()
    #expect(report.kinds == [.deactivate])
    #expect(status(town, "N-a") == .inactive(.expired))
    town.replace("a", with: Town.person("a", mail: ["a@valmont.example"], until: "20990101000000Z"))
    #expect(town.run().kinds == [.reactivate])
  }

  @Test func `the mapping's active filter deactivates at once and back again`() {
    let active = Filter.not(.equal(attribute: "employeeType", value: Array("gone".utf8)))
    let town = Town([Town.person("a", mail: ["a@valmont.example"])], mapping: Town.mapping(active: active))
    town.run()
    town.replace("a", with: Town.person("a", mail: ["a@valmont.example"], status: "gone"))
    #expect(town.run().kinds == [.deactivate])
    #expect(status(town, "N-a") == .inactive(.directory))
    town.replace("a", with: Town.person("a", mail: ["a@valmont.example"]))
    #expect(town.run().kinds == [.reactivate])
  }

  @Test func `created inactive, nobody is mailed until the account is active`() {
    let active = Filter.not(.equal(attribute: "employeeType", value: Array("gone".utf8)))
    let town = Town(
      [Town.person("a", mail: ["a@valmont.example"], status: "gone")], mapping: Town.mapping(active: active))
    let report = town.run()
    #expect(report.kinds == [.create])
    #expect(report.mails.isEmpty)
    town.replace("a", with: Town.person("a", mail: ["a@valmont.example"]))
    #expect(town.run().mails == [PlannedMail(kind: .link, to: "a@valmont.example")])
  }
}
