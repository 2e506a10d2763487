import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// Two processes on one store, of which the first was cut off or asleep until the second took its mails.
struct LeaseTests {
  typealias Contract = StoreContract
  private static let later = Contract.now + 61

  enum Kind: CaseIterable, Sendable {
    case sqlite, postgresql

    /// The same store, opened twice.
    func with(_ body: (_ first: StoreContract, _ second: StoreContract) throws -> Void) throws {
      switch self {
      case .sqlite:
        try Folder.with { folder in
          let open = { StoreContract(try SQLiteStore(path: folder.store, access: .readWrite)) }
          try body(try open(), try open())
        }
      case .postgresql:
        try Database.with { database in
          let open = { StoreContract(try PostgreSQLStore(database.settings, access: .readWrite)) }
          try body(try open(), try open())
        }
      }
    }
  }

  private static func note(_ mail: Mail, _ outcome: Delivery.Outcome, _ reply: String) -> Delivery {
    Delivery(mail: mail.id, outcome: outcome, reply: reply)
  }

  @Test(arguments: Kind.allCases)
  func `whose lease ended and is another's by now changes nothing of it`(_ kind: Kind) throws {
    try kind.with { first, second in
      try first.invite("1", "ada@valmont.example")
      let mail = try #require(try first.claim().first)
      #expect(try second.claim(at: Self.later).count == 1)

      try first.store.renew([mail.id], until: Self.later + 600)
      try first.store.release([mail.id])
      try first.store.record([Self.note(mail, .deferred(until: Self.later), "450 from the first")])
      try first.store.record([Self.note(mail, .refused(at: Self.later, bounces: true), "550 from the first")])
      #expect(try second.states(at: Self.later) == [.sending])
      #expect(try first.claim(at: Self.later + 1).isEmpty)

      try second.store.record([Self.note(mail, .accepted(at: Self.later), "250 from the second")])
      try first.store.record([Self.note(mail, .accepted(at: Self.later + 9), "250 from the first")])
      let row = try #require(try first.store.mails(MailQuery(at: Self.later)).first)
      #expect(row.state == .sent && row.reply == "250 from the second" && row.attempts == 1)
    }
  }

  @Test(arguments: Kind.allCases)
  func `a lease that ended and is nobody else's is still of use, and what left did leave`(_ kind: Kind) throws {
    try kind.with { first, second in
      try first.invite("1", "ada@valmont.example")
      try first.invite("2", "bea@valmont.example")
      let mails = try first.claim()
      try first.store.renew(mails.map(\.id), until: Self.later + 60)
      #expect(try second.claim(at: Self.later).isEmpty)
      try first.store.record([Self.note(mails[0], .deferred(until: Self.later), "450")])
      #expect(try second.claim(at: Self.later).map(\.number) == ["1"])
      #expect(try second.claim(at: Self.later + 61).map(\.number).sorted() == ["1", "2"])
      // The relay had taken it before the first was cut off: the second need not repeat it.
      try first.store.record([Self.note(mails[1], .accepted(at: Contract.now), "250")])
      #expect(try second.states(at: Self.later + 61) == [.sending, .sent])
    }
  }
}
