import Foundation
import Provisioning
import TestSupport
import Testing

struct OutboxContractTests {
  typealias Contract = StoreContract
  private static let now = Contract.now
  private static func later(_ seconds: Double) -> Date { now.addingTimeInterval(seconds) }

  private static func send(_ contract: Contract, _ outcome: Delivery.Outcome, at now: Date = now) throws {
    let mails = try contract.claim(at: now)
    try contract.store.record(mails.map { Delivery(mail: $0.id, outcome: outcome, reply: "said so") })
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a mail is handed out with what is needed to write it`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      let mail = try #require(try contract.claim().first)
      let token = Contract.token("1", for: "ada@valmont.example")
      #expect(mail.kind == .link && mail.to == "ada@valmont.example" && mail.number == "1" && mail.attempts == 0)
      #expect(
        mail.token == Mail.TokenReference(id: token.id, keyID: "k1", purpose: .create, life: 3600))
      #expect(mail.messageID == "<ada@valmont.example@valmont.example>" && mail.queuedAt == Self.now)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a leased mail is nobody else's until its lease ends`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      try contract.invite("2", "bea@valmont.example")
      let first = try contract.claim(1)
      #expect(try contract.claim().map(\.number) == ["2"])
      #expect(try contract.claim().isEmpty)
      #expect(try contract.states() == [.sending, .sending])
      try contract.store.renew(first.map(\.id), until: Self.later(120))
      #expect(try contract.claim(at: Self.later(60)).map(\.number) == ["2"])
      #expect(try contract.claim(at: Self.later(120)).map(\.number) == ["1", "2"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a mail given back is due again`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      try contract.store.release(try contract.claim().map(\.id))
      #expect(try contract.claim().count == 1)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `no more leave in an interval than the pace allows, leased ones counted`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      for number in 1...5 { try contract.invite("\(number)", "p\(number)@valmont.example") }
      let pace = Pace(count: 3, per: 60)
      let mails = try contract.claim(2, pace: pace)
      try contract.store.record([Delivery(mail: mails[0].id, outcome: .accepted(at: Self.now), reply: "250")])
      #expect(try contract.claim(pace: pace).count == 1)
      #expect(try contract.claim(at: Self.later(30), pace: pace).isEmpty)
      #expect(try contract.claim(at: Self.later(61), pace: pace).count == 3)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `mails that somebody waits for can be asked for apart`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      try contract.invite("2", "bea@valmont.example", kind: .reset)
      #expect(try contract.store.claimAwaited(5, until: Self.later(60), at: Self.now).map(\.number) == ["2"])
      #expect(try contract.claim().map(\.number) == ["1"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a token lives from the moment its mail was accepted`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      #expect(try contract.account("1", at: Self.later(1e6))?.openTokenAddresses == ["ada@valmont.example"])
      try Self.send(contract, .accepted(at: Self.later(100)))
      #expect(try contract.account("1", at: Self.later(3_699))?.openTokenAddresses == ["ada@valmont.example"])
      #expect(try contract.account("1", at: Self.later(3_700))?.openTokenAddresses == [])
      #expect(try contract.states() == [.sent])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a mail put off is due at its moment, and its attempts are counted`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      try Self.send(contract, .deferred(until: Self.later(300)))
      #expect(try contract.claim(at: Self.later(299)).isEmpty)
      #expect(try contract.store.tally(at: Self.now) == OutboxTally(postponed: 1, nextDue: Self.later(300)))
      #expect(try contract.claim(at: Self.later(300)).map(\.attempts) == [1])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `the tally counts what waits`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      for number in 1...4 { try contract.invite("\(number)", "p\(number)@valmont.example") }
      let mails = try contract.claim(3)
      try contract.store.record([
        Delivery(mail: mails[0].id, outcome: .accepted(at: Self.now), reply: "250"),
        Delivery(mail: mails[1].id, outcome: .refused(at: Self.now, bounces: false), reply: "554"),
      ])
      #expect(try contract.store.tally(at: Self.now) == OutboxTally(waiting: 2))
      #expect(try contract.states() == [.sent, .failed, .sending, .waiting])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `what became of mails is written down as the next ones are claimed`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      for number in 1...3 { try contract.invite("\(number)", "p\(number)@valmont.example") }
      try contract.invite("4", "p4@valmont.example", kind: .reset)
      func next(_ deliveries: [Delivery], pace: Pace? = nil, isQuiet: Bool = false) throws -> [Mail] {
        let claim = MailClaim(2, until: Self.later(60), at: Self.now, pace: pace, isQuiet: isQuiet)
        return try contract.store.record(deliveries, thenClaim: claim)
      }
      func accepted(_ mails: [Mail]) -> [Delivery] {
        mails.map { Delivery(mail: $0.id, outcome: .accepted(at: Self.now), reply: "250") }
      }
      let awaited = try next([], isQuiet: true)
      #expect(awaited.map(\.number) == ["4"])
      #expect(try next(accepted(awaited), isQuiet: true).isEmpty)
      let paced = try next([], pace: Pace(count: 2, per: 60))
      #expect(paced.map(\.number) == ["1"])
      #expect(try next(accepted(paced)).map(\.number) == ["2", "3"])
      #expect(try contract.states() == [.sent, .sending, .sending, .sent])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `an address bounces from its refusal until a mail is accepted`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      func bouncing() throws -> Set<String> {
        var keys = MatchKeys()
        keys.emails = ["ada@valmont.example", "bea@valmont.example"]
        return try contract.store.matches(keys, in: Contract.directory, at: Self.now).bouncing
      }
      try contract.invite("1", "Ada@valmont.example")
      try contract.invite("2", "bea@valmont.example")
      #expect(try bouncing() == [])
      try Self.send(contract, .refused(at: Self.now, bounces: true))
      #expect(try bouncing() == ["ada@valmont.example", "bea@valmont.example"])
      try contract.invite("3", "ada@valmont.example")
      try Self.send(contract, .accepted(at: Self.later(9)), at: Self.later(9))
      try contract.invite("4", "bea@valmont.example")
      try Self.send(contract, .refused(at: Self.later(19), bounces: false), at: Self.later(19))
      #expect(try bouncing() == ["bea@valmont.example"])
    }
  }

  /// What can happen to an account between the writing of its link mail and its leaving.
  enum Event: CaseIterable, Sendable {
    case revoked, addressChanged, deactivated, addressRemoved
  }

  @Test(arguments: StoreUnderTest.allCases, Event.allCases)
  func `a mail that is no longer current is cancelled, not sent`(_ kind: StoreUnderTest, _ event: Event) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      let account = try #require(try contract.account("1"))
      switch event {
      case .revoked: try contract.update(account, revokesTokens: true)
      case .addressChanged: try contract.update(account) { $0.email = "new@valmont.example" }
      case .deactivated: try contract.update(account, status: .inactive(.absent))
      case .addressRemoved: try contract.update(account) { $0.email = nil }
      }
      #expect(try contract.claim().isEmpty)
      #expect(try contract.states() == [.cancelled])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `an address in another case is the same, and a notice to the former address leaves`(
    _ kind: StoreUnderTest
  ) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      let account = try #require(try contract.account("1"))
      try contract.update(account) { $0.email = "ADA@valmont.example" }
      var notice = Contract.mail(.noticeToFormer, to: "former@valmont.example")
      notice.otherAddress = "ada@valmont.example"
      let row = BatchRow(id: account.id, account: .keep(revision: 2), mails: [notice])
      try contract.commit { _ in [row] }
      let mails = try contract.claim()
      #expect(mails.map(\.kind) == [.link, .noticeToFormer])
      #expect(mails.map(\.otherAddress) == [nil, "ada@valmont.example"])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `cancelling an account's mails leaves those that left`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      try Self.send(contract, .accepted(at: Self.now))
      let account = try #require(try contract.account("1"))
      let row = BatchRow(
        id: account.id, account: .keep(revision: 1), cancelsMails: true,
        mails: [Contract.mail(.noticeToNew, to: "ada@valmont.example")])
      try contract.commit { _ in [row] }
      #expect(try contract.states() == [.sent, .waiting])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a mail can be cancelled while it waits, and tried again`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      let mail = try #require(try contract.store.mails(MailQuery(at: Self.now)).first?.id)
      #expect(try contract.store.cancel(mail, at: Self.now) == .waiting)
      #expect(try contract.store.cancel(mail, at: Self.now) == .cancelled)
      #expect(try contract.claim().isEmpty)
      #expect(try contract.store.retry(mail, at: Self.later(5)) == .cancelled)
      #expect(try contract.claim(at: Self.later(5)).count == 1)
      #expect(try contract.store.cancel(mail, at: Self.later(5)) == .sending)
      #expect(try contract.store.retry(99, at: Self.now) == nil)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `the journal of mails is filtered and shows the latest first`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      try contract.invite("2", "bea@valmont.example", kind: .reset, at: Self.later(60))
      func numbers(_ change: (inout MailQuery) -> Void) throws -> [String] {
        var query = MailQuery(at: Self.later(60))
        change(&query)
        return try contract.store.mails(query).map(\.number)
      }
      #expect(try numbers { _ in } == ["2", "1"])
      #expect(try numbers { $0.kinds = [.link] } == ["1"])
      #expect(try numbers { $0.to = "BEA@" } == ["2"])
      #expect(try numbers { $0.by = "sync" } == ["2", "1"])
      #expect(try numbers { $0.by = "nobody" } == [])
      #expect(try numbers { $0.since = Self.later(60) } == ["2"])
      #expect(try numbers { $0.limit = 1 } == ["2"])
      try Self.send(contract, .refused(at: Self.now, bounces: true))
      #expect(try numbers { $0.state = .failed } == ["1"])
      #expect(try contract.store.mails(MailQuery(state: .failed, at: Self.now)).first?.reply == "said so")
    }
  }
}
