import Foundation
import Provisioning
import TestSupport
import Testing

struct StoreReadingContractTests {
  typealias Contract = StoreContract

  private static func matches(_ contract: Contract, _ fill: (inout MatchKeys) -> Void) throws -> Matches {
    var keys = MatchKeys()
    fill(&keys)
    return try contract.store.matches(keys, in: Contract.directory, at: Contract.now)
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `accounts are met by number, address, name and id, in any spelling`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([
        Contract.person("1", email: "Ada@Valmont.example"), Contract.person("2", last: "L'ÉVEILLÉ", first: "Zoé"),
        Contract.person("3"),
      ])
      let ids = try contract.accounts("1", "2", "3").map(\.id)
      #expect(Set(try Self.matches(contract) { $0.numbers = ["3", "4"] }.accounts.keys) == [ids[2]])
      #expect(Set(try Self.matches(contract) { $0.emails = ["ada@valmont.example"] }.accounts.keys) == [ids[0]])
      #expect(Set(try Self.matches(contract) { $0.accounts = [ids[1]] }.accounts.keys) == [ids[1]])
      let name = try #require(NameKey(lastName: "l'eveille", firstName: "ZOE"))
      #expect(Set(try Self.matches(contract) { $0.names = [name] }.accounts.keys) == [ids[1]])
      #expect(try Self.matches(contract) { _ in } == Matches())
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `more keys than one statement takes are all looked up`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let count = 12_001
      try contract.create((1...count).map { Contract.person("\($0)", email: "p\($0)@valmont.example") })
      let matches = try Self.matches(contract) { keys in
        keys.ties = Set((1...count).map { Anchor("a\($0)").key })
        keys.emails = Set((1...count).map { "p\($0)@valmont.example" })
      }
      #expect(matches.ties.count == count && matches.accounts.count == count)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `the index of ties tells what is active, missing, edited and secondary`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create((1...5).map { Contract.person("\($0)") })
      let accounts = try contract.accounts("1", "2", "3", "4", "5")
      try contract.update(accounts[1], status: .inactive(.suspended))
      try contract.update(accounts[2])
      try contract.commit(marks: [Batch.Mark(tie: Anchor("a4").key, missingSince: Contract.now)]) { _ in
        [
          BatchRow(
            id: accounts[4].id, account: .keep(revision: 1),
            tie: Contract.tie("a5", accounts[4].id, isSecondary: true))
        ]
      }
      let index = try contract.store.ties(of: Contract.directory)
      let flags = try (1...5).map { number in
        let position = try #require(index.position(of: Anchor("a\(number)").key))
        return index.records[position].flags
      }
      #expect(flags == [.active, .edited, [.active, .edited], [.active, .missing], [.active, .secondary]])
      let first = try #require(index.position(of: Anchor("a1").key))
      #expect(index.records[first].digest == Digest128(of: "a1".utf8))
      #expect(index.records[first].dnHash == Tie.hash(dn: "uid=a1,ou=responsables,dc=valmont,dc=example"))
      #expect(try contract.store.ties(of: "elsewhere").count == 0)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a mark is set and taken away`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      let key = Anchor("a1").key
      try contract.commit(marks: [Batch.Mark(tie: key, missingSince: Contract.now)])
      #expect(try Self.matches(contract) { $0.ties = [key] }.ties[key]?.missingSince == Contract.now)
      #expect(try contract.account("1")?.ties.map(\.isMissing) == [true])
      try contract.commit(marks: [Batch.Mark(tie: key, missingSince: nil)])
      #expect(try Self.matches(contract) { $0.ties = [key] }.ties[key]?.missingSince == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `history holds the applied and settled runs of the window, not the refused`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      var counts = Counts()
      counts.deactivate = 3
      let read = WholeRead(
        bases: [WholeRead.Base(dn: "dc=valmont", entries: 2)], attributes: ["mail": 1], anchorAttribute: "entryUUID",
        at: Contract.now)
      try contract.create([Contract.person("1"), Contract.person("2")], at: Contract.now.addingTimeInterval(-90_000))
      try contract.commit(
        run: Contract.run(counts: counts, activeManaged: 2, lifted: [.deactivations]), wholeRead: read)
      try contract.commit(run: Contract.run(.settled))
      try contract.store.record(Contract.run(.refused))
      try contract.store.record(Contract.run(directory: "elsewhere"))
      let account = try #require(try contract.account("1"))
      try contract.update(account, status: .inactive(.absent))
      let history = try contract.store.history(
        of: Contract.directory, since: Contract.now.addingTimeInterval(-86_400))
      #expect(history.activeManaged == 1)
      #expect(history.lastWholeRead == read)
      #expect(history.applied.count == 3)
      #expect(
        history.applied.first
          == History.AppliedRun(activeManaged: 2, counts: counts, lifted: [.deactivations]))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `an open matter keeps the moment it was first seen, within the scope of each read`(
    _ kind: StoreUnderTest
  ) throws {
    try kind.with { contract in
      let later = Contract.now.addingTimeInterval(3_600)
      let problem = StoreCommitContractTests.problem
      let proposal = Proposal(
        .recreated, directory: Contract.directory, anchor: "c", dn: "uid=c", accounts: [1], numbers: ["1"])
      try contract.commit(
        open: OpenMatters(problems: [problem("a", nil), problem("b", nil), problem(nil, nil)], proposals: [proposal]))
      try contract.commit(
        run: Contract.run(at: later), open: OpenMatters(problems: [problem("a", nil), problem("d", nil)]),
        scope: .anchors(["a", "b", "d"]))
      let open = try contract.store.openMatters(of: Contract.directory)
      let moments = Dictionary(open.problems.map { ($0.anchor, $0.since) }) { first, _ in first }
      #expect(moments == ["a": Contract.now, nil: Contract.now, "d": later])
      #expect(open.proposals.map(\.since) == [Contract.now])
      #expect(open.proposals.first?.numbers == ["1"])
      try contract.commit(run: Contract.run(at: later))
      #expect(try contract.store.openMatters(of: Contract.directory) == OpenMatters())
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `the fields for which tied accounts hold values are known`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      let asked: [Field] = [.lastName, .email, .attribute("sites"), .attribute("other")]
      #expect(
        try contract.store.heldFields(among: asked, in: Contract.directory) == [.lastName, .attribute("sites")])
      #expect(try contract.store.heldFields(among: asked, in: "elsewhere") == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `accounts are brought in all or none`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let people = [
        NewAccount(Contract.person("1"), hasPassword: true),
        NewAccount(Contract.person("2"), hasPassword: false), NewAccount(Contract.person(nil), hasPassword: false),
      ]
      let actor = Actor(.command, name: "claire", origin: "navette import")
      let result = try contract.store.bringIn(people, by: actor, at: Contract.now)
      #expect(result == .written(3))
      #expect(try contract.account("1")?.hasPassword == true)
      #expect(try contract.account("1")?.isManaged == false)
      let again =
        people + [
          NewAccount(Contract.person("8"), hasPassword: false), NewAccount(Contract.person("8"), hasPassword: false),
        ]
      #expect(try contract.store.bringIn(again, by: actor, at: Contract.now) == .taken(["1", "2", "8"]))
      #expect(try contract.account("8") == nil)
      #expect(
        try contract.store.accountsWithoutPassword(at: Contract.now).map(\.responsable.number) == ["2", "R-0001"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `only one run holds a store, and who comes second is told who does`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let store = contract.store
      try store.exclusively(as: Contract.actor, at: Contract.now) {
        let error = #expect(throws: StoreError.self) {
          try store.exclusively(as: Contract.actor, at: Contract.now) {}
        }
        guard case .held(_, let by, let since) = error else {
          Issue.record("\(String(describing: error))")
          return
        }
        #expect(by.hasPrefix("run-1 (navette sync") && since == Contract.now)
      }
      #expect(try store.exclusively(as: Contract.actor, at: Contract.now) { 3 } == 3)
    }
  }
}
