import Foundation
import Provisioning
import TestSupport
import Testing

struct StoreCommitContractTests {
  typealias Contract = StoreContract

  @Test(arguments: StoreUnderTest.allCases)
  func `what was written is read again as it was`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let person = Contract.person("1", email: "Ada@valmont.example")
      try contract.create([person])
      var keys = MatchKeys()
      keys.ties = [Anchor("a1").key]
      let matches = try contract.store.matches(keys, in: Contract.directory, at: Contract.now)
      let account = try #require(matches.accounts.values.first)
      var expected = Contract.tie("a1", account.id, agreed: person)
      expected.accountRevision = 1
      #expect(account.responsable == person)
      #expect(account.status == .active && account.revision == 1 && !account.hasPassword)
      #expect(account.ties == [AccountTie(directory: Contract.directory, key: Anchor("a1").key)])
      #expect(matches.ties == [Anchor("a1").key: expected])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `numbers can be swapped, and exchanged in a cycle of three`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1"), Contract.person("2"), Contract.person("3")])
      let before = try contract.accounts("1", "2", "3")
      try contract.commit(clearing: before.map(\.id)) { _ in
        zip(before, ["2", "3", "1"]).map { account, number in
          var person = account.responsable
          person.number = number
          return BatchRow(
            id: account.id, account: .update(revision: account.revision, person, .active, keepsVerification: true))
        }
      }
      #expect(try contract.accounts("2", "3", "1").map(\.responsable.number) == ["2", "3", "1"])
      #expect(try contract.accounts("1", "2", "3").map(\.id) == before.map(\.id))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `ties change places when all have left before one takes another's`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1"), Contract.person("2"), Contract.person("3")])
      let accounts = try contract.accounts("1", "2", "3")
      try contract.commit { _ in
        accounts.enumerated().map { index, account in
          BatchRow(id: account.id, account: .keep(revision: 1), removesTie: Anchor("a\(index + 1)").key)
        }
          + zip(accounts, ["a2", "a3", "a1"]).map { account, anchor in
            BatchRow(id: account.id, account: .keep(revision: 1), tie: Contract.tie(anchor, account.id))
          }
      }
      var keys = MatchKeys()
      keys.ties = Set(["a1", "a2", "a3"].map { Anchor($0).key })
      let ties = try contract.store.matches(keys, in: Contract.directory, at: Contract.now).ties
      #expect(["a2", "a3", "a1"].map { ties[Anchor($0).key]?.account } == accounts.map(\.id))
      #expect(try contract.accounts("1", "2", "3").map(\.revision) == [1, 1, 1])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a stale row leaves nothing written, and all stale accounts come back`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1"), Contract.person("2"), Contract.person("3")])
      let accounts = try contract.accounts("1", "2", "3")
      let rows = accounts.map { account in
        let isStale = account.responsable.number != "1"
        return BatchRow(
          id: account.id,
          account: .update(
            revision: isStale ? 7 : 1, Responsable(number: "9\(account.id.rawValue)"), .active, keepsVerification: true)
        )
      }
      let result = try contract.commit(open: OpenMatters(problems: [Self.problem("x")])) { first in
        [BatchRow(id: AccountID(first), account: .insert(Contract.person("4"), .active))] + rows
      }
      #expect(result == .stale([accounts[1].id, accounts[2].id]))
      #expect(try contract.accounts("1", "2", "3") == accounts)
      #expect(try contract.account("4") == nil)
      #expect(try contract.store.openMatters(of: Contract.directory) == OpenMatters())
      #expect(try contract.store.history(of: Contract.directory, since: .distantPast).applied.count == 1)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a row that writes nothing rests on its revision all the same`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      let account = try #require(try contract.account("1"))
      #expect(
        try contract.commit { _ in [BatchRow(id: account.id, account: .keep(revision: 2))] } == .stale([account.id]))
      #expect(
        try contract.commit { _ in [BatchRow(id: account.id, account: .keep(revision: 1))] }
          == .committed(Receipt(mailsQueued: 0)))
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a number that two accounts would have leaves nothing written`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      #expect(throws: StoreError.self) { try contract.create([Contract.person("2"), Contract.person("1")]) }
      #expect(try contract.account("2") == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `an account without number gets one that nobody has or had`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("R-0001"), Contract.person("R-0003")])
      let result = try contract.commit { first in
        [
          BatchRow(
            id: AccountID(first), account: .insert(Contract.person(nil), .active),
            tie: Contract.tie("new", AccountID(first))),
          BatchRow(id: AccountID(first + 1), account: .insert(Contract.person("R-0002"), .active)),
        ]
      }
      #expect(result == .committed(Receipt(mailsQueued: 0, numbers: [Anchor("new"): "R-0004"])))
      let former = try #require(try contract.account("R-0004"))
      try contract.commit(clearing: [former.id]) { _ in
        [
          BatchRow(
            id: former.id,
            account: .update(revision: 1, Contract.person("M-4"), .active, keepsVerification: true))
        ]
      }
      try contract.commit { [BatchRow(id: AccountID($0), account: .insert(Contract.person(nil), .active))] }
      #expect(try contract.account("R-0004") == nil)
      #expect(try contract.account("R-0005") != nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a mail to an account that gets its number in the same transaction bears it`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let address = "ada@valmont.example"
      try contract.commit { first in
        [
          BatchRow(
            id: AccountID(first), account: .insert(Contract.person(nil, email: address), .active),
            mails: [Contract.mail(.noticeToNew, to: address, number: "")])
        ]
      }
      #expect(try contract.claim().map(\.number) == ["R-0001"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `another address is not verified, another spelling of it is`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1", email: "ada@valmont.example")])
      var account = try #require(try contract.account("1"))
      #expect(try contract.update(account) { $0.email = "Ada@valmont.example" } == .committed(Receipt(mailsQueued: 0)))
      account = try #require(try contract.account("1"))
      #expect(account.revision == 2 && account.responsable.email == "Ada@valmont.example")
      #expect(account.emailVerifiedAt == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a tie replaces another one, and one can be removed alone`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.create([Contract.person("1")])
      let account = try #require(try contract.account("1"))
      try contract.commit { _ in
        [
          BatchRow(
            id: account.id, account: .keep(revision: 1), tie: Contract.tie("b1", account.id),
            removesTie: Anchor("a1").key)
        ]
      }
      #expect(try contract.account("1")?.ties.map(\.key) == [Anchor("b1").key])
      try contract.commit { _ in
        [BatchRow(id: account.id, account: .keep(revision: 1), removesTie: Anchor("b1").key)]
      }
      #expect(try contract.account("1")?.ties == [])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `rows outside any run are written all or none`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let address = "ada@valmont.example"
      try contract.create([Contract.person("1", email: address), Contract.person("2")])
      let accounts = try contract.accounts("1", "2")
      let token = Contract.token("link", for: address)
      let rows = [
        BatchRow(
          id: accounts[0].id, account: .keep(revision: 1), revokesTokens: true, token: token,
          mails: [Contract.mail(to: address, token: token)]),
        BatchRow(id: accounts[1].id, account: .keep(revision: 3)),
      ]
      let agent = Actor(.command, name: "claire", origin: "navette link")
      #expect(try contract.store.write(rows, by: agent, at: Contract.now) == .stale([accounts[1].id]))
      #expect(try contract.states() == [])
      #expect(
        try contract.store.write(rows.prefix(1), by: agent, at: Contract.now)
          == .committed(Receipt(mailsQueued: 1)))
      #expect(try contract.store.mails(MailQuery(by: "CLAIRE", at: Contract.now)).map(\.actor) == [agent])
      #expect(try contract.account("1")?.openTokenAddresses == [address])
    }
  }

  static func problem(_ anchor: String?, since: Date? = nil) -> Problem {
    Problem(
      .invalidEmail, directory: Contract.directory, anchor: anchor, dn: "uid=x", attribute: "mail", field: "email",
      detail: "ada@", since: since)
  }
}
