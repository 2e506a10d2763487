import Foundation
import Provisioning
import TestSupport
import Testing

/// What a run that reads only changes asks of a store.
struct StoreChangesContractTests {
  typealias Contract = StoreContract

  private static let cursor = ReadCursor(
    way: .syncrepl, scope: "a", wholeAt: Contract.now, marks: ["dc=valmont,dc=example": "cookie"])

  private static func due(_ contract: Contract, among directories: Set<String>? = nil, after seconds: Double = 0) throws
    -> [String]
  {
    try contract.store.dueTies(of: Contract.directory, among: directories, at: Contract.now + seconds).map(\.text)
      .sorted()
  }

  private static func batch(_ cursor: Batch.CursorWrite) -> Batch {
    Batch(run: Contract.run(), cursor: cursor) { _, _ in }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `the cursor of the last commit that had one is kept, directory by directory`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      #expect(try contract.store.cursor(of: Contract.directory) == nil)
      _ = try contract.store.commit(Self.batch(.set(Self.cursor)))
      _ = try contract.store.commit(Self.batch(.keep))
      #expect(try contract.store.cursor(of: Contract.directory) == Self.cursor)
      #expect(try contract.store.cursor(of: "another") == nil)
      _ = try contract.store.commit(Self.batch(.set(nil)))
      #expect(try contract.store.cursor(of: Contract.directory) == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a stale commit keeps the cursor there was`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      let account = try #require(try contract.account("1"))
      let batch = Batch(run: Contract.run(), cursor: .set(Self.cursor)) { _, body in
        try body(BatchRow(id: account.id, account: .keep(revision: account.revision + 7)))
      }
      #expect(try contract.store.commit(batch) == .stale([account.id]))
      #expect(try contract.store.cursor(of: Contract.directory) == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `ties are found by their keys as the whole index has them`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create((1...4).map { Contract.person("\($0)") })
      let accounts = try contract.accounts("1", "2", "3")
      try contract.update(accounts[1], status: .inactive(.suspended))
      try contract.update(accounts[2])
      let all = try contract.store.ties(of: Contract.directory)
      let keys = Set(["a1", "a2", "a3", "a9"].map { Anchor($0).key })
      let some = try contract.store.ties(of: Contract.directory, keys: keys)
      #expect(Array(some.records) == all.records.filter { keys.contains($0.key) } && some.count == 3)
      #expect(try contract.store.ties(of: "another", keys: keys).count == 0)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `ties whose entries were there are told, but for those that are left out`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create((1...4).map { Contract.person("\($0)") })
      let present = { (besides: [String], limit: Int) throws(StoreError) in
        try contract.store.presentTies(
          of: Contract.directory, besides: Set(besides.map { Anchor($0).key }), limit: limit
        ).map(\.text).sorted()
      }
      #expect(try present([], 9) == ["a1", "a2", "a3", "a4"])
      #expect(try present(["a1", "a3", "a9"], 9) == ["a2", "a4"])
      #expect(try present(["a1", "a3"], 1).count == 1 && present([], 0) == [])
      #expect(try contract.store.presentTies(of: "another", besides: [], limit: 9) == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a tie is due when it is missing, unagreed, over, edited or proposed for another`(_ kind: StoreUnderTest) throws
  {
    try kind.with { contract in
      try contract.create((1...6).map { Contract.person("\($0)") })
      #expect(try Self.due(contract) == [])
      let accounts = try contract.accounts("1", "2", "3", "4", "5", "6")
      try contract.update(accounts[3])
      var unagreed = Contract.tie("a2", accounts[1].id)
      unagreed.digest = nil
      var over = Contract.tie("a3", accounts[2].id)
      over.activeUntil = Contract.now + 60
      let rows = [unagreed, over].map { BatchRow(id: $0.account, account: .keep(revision: 1), tie: $0) }
      let proposal = Proposal(
        .recreated, directory: Contract.directory, anchor: "b5", dn: "uid=b5", accounts: [accounts[4].id.rawValue],
        numbers: ["5"])
      try contract.commit(
        marks: [Batch.Mark(tie: Anchor("a1").key, missingSince: Contract.now)], open: OpenMatters(proposals: [proposal])
      ) { _ in rows }
      let due = try Self.due(contract)
      #expect(due == ["a1", "a2", "a4", "a5"])
      #expect(try Self.due(contract, after: 60) == ["a1", "a2", "a3", "a4", "a5"])
    }
  }

  /// Else a run that reads only changes would look for everybody who ever left.
  @Test(arguments: StoreUnderTest.allCases)
  func `who is missing is due while the account is active, or another directory has the person`(_ kind: StoreUnderTest)
    throws
  {
    try kind.with { contract in
      try contract.create((1...4).map { Contract.person("\($0)") })
      try contract.commit(
        marks: (1...4).map { Batch.Mark(tie: Anchor("a\($0)").key, missingSince: Contract.now) }
      ) { _ in [] }
      #expect(try Self.due(contract) == ["a1", "a2", "a3", "a4"])
      for account in try contract.accounts("1", "2", "3") { try contract.update(account, status: .inactive(.absent)) }
      let accounts = try contract.accounts("1", "2", "3", "4")
      var unagreed = Contract.tie("a2", accounts[1].id, missingSince: Contract.now)
      unagreed.digest = nil
      unagreed.activeUntil = Contract.now
      let row = BatchRow(id: unagreed.account, account: .keep(revision: accounts[1].revision), tie: unagreed)
      try contract.commit { _ in [row] }
      #expect(try Self.due(contract) == ["a4"])

      // Another directory has the third, and gives the fourth.
      let others = [
        BatchRow(
          id: accounts[2].id, account: .keep(revision: accounts[2].revision),
          tie: Contract.tie("b3", accounts[2].id, directory: "second", isSecondary: true)),
        BatchRow(
          id: accounts[3].id, account: .keep(revision: accounts[3].revision),
          tie: Contract.tie("b4", accounts[3].id, directory: "second")),
      ]
      try contract.commit(run: Contract.run(directory: "second")) { _ in others }
      #expect(try Self.due(contract) == ["a3", "a4"])
      #expect(try Self.due(contract, among: [Contract.directory]) == ["a4"])
      var released = Contract.tie("a4", accounts[3].id, missingSince: Contract.now, isSecondary: true)
      released.activeUntil = Contract.now
      let leaving = BatchRow(id: released.account, account: .keep(revision: accounts[3].revision), tie: released)
      try contract.commit { _ in [leaving] }
      #expect(try Self.due(contract) == ["a3"])
      #expect(try Self.due(contract, among: [Contract.directory]) == ["a4"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a secondary tie is due when no directory of the settings gives the person first`(_ kind: StoreUnderTest) throws
  {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      let account = try #require(try contract.account("1"))
      let tie = Contract.tie("b1", account.id, directory: "second", isSecondary: true)
      try contract.commit(run: Contract.run(directory: "second")) { _ in
        [BatchRow(id: account.id, account: .keep(revision: 1), tie: tie)]
      }
      let due = { (directories: Set<String>?) in
        try contract.store.dueTies(of: "second", among: directories, at: Contract.now).map(\.text)
      }
      #expect(try due(nil) == [] && due([Contract.directory, "second"]) == [])
      #expect(try due(["second"]) == ["b1"])
      try contract.commit { _ in
        [BatchRow(id: account.id, account: .keep(revision: 1), removesTie: Anchor("a1").key)]
      }
      #expect(try due(nil) == ["b1"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a sync id is kept with its tie, and found in its directory alone`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1"), Contract.person("2")])
      let ids = try ["00000000000040008000000000000001", "00000000000040008000000000000002"].map {
        try #require(SyncID(text: $0))
      }
      let accounts = try contract.accounts("1", "2")
      var tie = Contract.tie("a1", accounts[0].id)
      tie.syncID = ids[0]
      try contract.commit { [tie] _ in [BatchRow(id: tie.account, account: .keep(revision: 1), tie: tie)] }
      var keys = MatchKeys()
      keys.ties = [Anchor("a1").key, Anchor("a2").key]
      let ties = try contract.store.matches(keys, in: Contract.directory, at: Contract.now).ties
      #expect(ties[Anchor("a1").key]?.syncID == ids[0] && ties[Anchor("a2").key]?.syncID == nil)
      #expect(try contract.store.anchors(of: Set(ids), in: Contract.directory) == [ids[0]: Anchor("a1")])
      #expect(try contract.store.anchors(of: Set(ids), in: "another") == [:])
      let index = try contract.store.ties(of: Contract.directory, keys: [Anchor("a1").key])
      #expect(index.records.first?.dnHash == Tie.hash(dn: tie.dn, syncID: ids[0]))
    }
  }
}
