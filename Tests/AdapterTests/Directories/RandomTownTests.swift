import Crypto
import Directories
import Foundation
import Provisioning
import Stores
import TestSupport
import Testing

/// Runs that read only what changed, while a directory lives: at the end a whole read finds nothing to do.
@Suite(.serialized) struct RandomTownTests {
  /// What happens in a town, as change records of RFC 2849.
  private struct Life {
    var dice: Dice
    private var people: [(uid: String, base: String, number: Int)]
    private var next: Int

    init(seed: UInt64, people count: Int) {
      dice = Dice(seed: seed)
      people = (1...count).map { ("p\($0)", Valmont.responsables, $0) }
      next = count + 1
    }

    /// One or a few changes, made together.
    mutating func step() -> String {
      (0..<Int.random(in: 1...6, using: &dice)).map { _ in change() }.joined(separator: "\n")
    }

    private mutating func change() -> String {
      guard let index = people.indices.randomElement(using: &dice) else { return add(number: next) }
      let person = people[index]
      let dn = "uid=\(person.uid),\(person.base)"
      switch Int.random(in: 0..<10, using: &dice) {
      case 0, 1: return add(number: next)
      case 2, 3: return modify(dn, "sn", "Nom\(Int.random(in: 0..<999, using: &dice))")
      case 4: return modify(dn, "mail", "m\(Int.random(in: 0..<20, using: &dice))@valmont.example")
      case 5: return modify(dn, "mail", "pas une adresse")
      case 6:
        people[index].uid = "p\(next)"
        next += 1
        return "dn: \(dn)\nchangetype: modrdn\nnewrdn: uid=\(people[index].uid)\ndeleteoldrdn: 1\n"
      case 7:
        people[index].base = person.base == Valmont.responsables ? Valmont.partners : Valmont.responsables
        return
          "dn: \(dn)\nchangetype: moddn\nnewrdn: uid=\(person.uid)\ndeleteoldrdn: 1\nnewsuperior: \(people[index].base)\n"
      case 8:
        people.remove(at: index)
        return "dn: \(dn)\nchangetype: delete\n"
      default:
        // Gone, and created anew under the same number.
        people.remove(at: index)
        return "dn: \(dn)\nchangetype: delete\n\n" + add(number: person.number)
      }
    }

    private mutating func add(number: Int) -> String {
      let uid = "p\(next)"
      next += 1
      people.append((uid, Valmont.responsables, number))
      return """
        dn: uid=\(uid),\(Valmont.responsables)
        changetype: add
        objectClass: inetOrgPerson
        uid: \(uid)
        cn: \(uid)
        sn: Nom\(number)
        givenName: Prénom\(number)
        mail: \(uid)@valmont.example
        employeeNumber: R-\(number)

        """
    }

    private func modify(_ dn: String, _ attribute: String, _ value: String) -> String {
      "dn: \(dn)\nchangetype: modify\nreplace: \(attribute)\n\(attribute): \(value)\n"
    }
  }

  private static let mapping = Mapping(
    name: "town", flavour: "test", fingerprint: Mapping.fingerprint(of: Array("town".utf8)),
    anchor: AnchorRule(attribute: "entryUUID"), filter: isPerson,
    rules: [
      Mapping.Rule(.lastName, AttributeRule(from: ["sn"], isRequired: true)),
      Mapping.Rule(.firstName, AttributeRule(from: ["givenName"])),
      Mapping.Rule(.email, AttributeRule(from: ["mail"], choice: .only)),
      Mapping.Rule(.number, AttributeRule(from: ["employeeNumber"])),
    ])

  /// A run with nothing in its way, and no grace.
  private static func run(readsWhole: Bool = false) -> SyncRun {
    let runID = UUID().uuidString
    let limits = Limits(
      Dictionary(uniqueKeysWithValues: Limit.Name.allCases.map { ($0, Limit.none) }), allowsEmpty: true)
    return SyncRun(
      mapping: mapping, policy: Policy(grace: 0), limits: limits,
      issuer: TokenIssuer(
        keys: TokenKeys(current: TokenKey(id: "k1", secret: SymmetricKey(size: .bits256))),
        messageDomain: "valmont.example", random: { count in (0..<count).map { _ in UInt8.random(in: 0...255) } }),
      readsWhole: readsWhole,
      circumstances: SyncRun.Circumstances(
        runID: runID, actor: Actor(.run, name: runID, origin: "test"), clock: { Date() }))
  }

  @Test(arguments: [1, 2, 3, 4, UInt64.random(in: 5...UInt64.max)])
  func `a town that lives and a server that is killed now and then leave nothing for a whole read to find`(
    seed: UInt64
  ) throws {
    let options = Slapd.Options(
      global: "moduleload syncprov",
      database: """
        index entryUUID,entryCSN eq
        overlay syncprov
        syncprov-checkpoint 1 1
        syncprov-sessionlog \([2, 20, 500][Int(seed % 3)])
        """)
    let slapd = try Slapd(ldif: Valmont.top + Valmont.people(1...40), options)
    let directory = LDAPDirectory(.test(slapd.url) { $0.idleTimeout = 5 })
    let folder = try TemporaryFolder()
    let store = try SQLiteStore(path: folder.path + "/navette.sqlite", access: .readWrite)
    var life = Life(seed: seed, people: 40)
    #expect(Self.run().run(.apply, on: directory, into: store).outcome == .applied)
    var ways: Set<ReadOutcome.Coverage> = []
    for step in 1...60 {
      let changes = life.step()
      // The directory is changed while a run reads it.
      DispatchQueue.concurrentPerform(iterations: 2) { turn in
        if turn == 0 {
          do { try slapd.change(changes) } catch { Issue.record("seed \(seed): \(error)\n\(changes)") }
        } else if step.isMultiple(of: 2) {
          _ = Self.run().run(.apply, on: directory, into: store)
        }
      }
      if step.isMultiple(of: 13) { try slapd.restart(options) }
      let report = Self.run().run(.apply, on: directory, into: store)
      ways.insert(report.plan?.read.coverage ?? .selection)
      #expect(report.failure == nil && report.refusals.isEmpty, "seed \(seed), step \(step): \(report)")
    }
    let last = Self.run().run(.apply, on: directory, into: store)
    #expect(last.plan?.read.cause == .resumed, "seed \(seed)")
    let whole = Self.run(readsWhole: true).run(.plan, on: directory, into: store)
    let plan = try #require(whole.plan, "seed \(seed): \(String(describing: whole.failure))")
    #expect(plan.read.coverage == .everything && plan.changes == [], "seed \(seed)")
    #expect(plan.refreshedTies == [] && plan.marks == [], "seed \(seed)")
    #expect(plan.open.problems.map(\.code) == last.plan?.open.problems.map(\.code), "seed \(seed)")
    #expect(plan.open.proposals.map(\.anchor) == last.plan?.open.proposals.map(\.anchor), "seed \(seed)")
    #expect(ways.contains(.changes), "seed \(seed)")
  }
}
