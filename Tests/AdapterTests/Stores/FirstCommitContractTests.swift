import Foundation
import Provisioning
import TestSupport
import Testing

/// The commit that fills an empty store, of more people than are brought over at once.
struct FirstCommitContractTests {
  typealias Contract = StoreContract

  private static let count = 2_500

  private static func address(_ index: Int) -> String { "p\(index)@valmont.example" }

  /// Somebody with an address and a link; each hundredth brings no number, each fiftieth no address.
  private static func row(_ index: Int, _ first: Int64) -> BatchRow {
    let id = AccountID(first + Int64(index))
    let email = index % 50 == 3 ? nil : address(index)
    let person = Contract.person(index % 100 == 7 ? nil : "P-\(index)", email: email, last: "NOM \(index)")
    let token = email.map { Contract.token("seed \(index)", for: $0) }
    return BatchRow(
      id: id, account: .insert(person, .active), tie: Contract.tie("a\(index)", id, agreed: person), token: token,
      mails: email.map { [Contract.mail(to: $0, token: token, number: person.number ?? "")] } ?? [],
      journal: JournalRow(kind: "create", anchor: "a\(index)", dn: "uid=a\(index)", fields: "{}", reason: "created"))
  }

  private static func commit(_ contract: StoreContract) throws -> CommitResult {
    try contract.commit { first in (0..<count).map { row($0, first) } }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `of many people each has an account, a tie, a link and a mail of his own`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      let given = stride(from: 7, to: Self.count, by: 100).enumerated().map { place, index in
        (Anchor("a\(index)"), "R-" + String("000\(place + 1)".suffix(4)))
      }
      let mails = Self.count - Self.count / 50
      let result = try Self.commit(contract)
      #expect(
        result == .committed(Receipt(mailsQueued: mails, numbers: Dictionary(uniqueKeysWithValues: given))))
      let accounts = try contract.accounts("P-0", "P-2047", "P-2048", "P-\(Self.count - 1)", "R-0025")
      #expect(accounts.map(\.id.rawValue) == [1, 2_048, 2_049, Int64(Self.count), 2_408].sorted())
      #expect(accounts.map(\.revision) == [1, 1, 1, 1, 1])
      let ties = try contract.store.ties(of: Contract.directory)
      #expect(ties.count == Self.count)
      let claimed = try contract.claim(Self.count)
      #expect(Set(claimed.map(\.id)).count == mails)
      for mail in claimed {
        let index = (mail.account?.rawValue ?? 0) - 1
        let number = index % 100 == 7 ? given[Int(index) / 100].1 : "P-\(index)"
        #expect(mail.to == Self.address(Int(index)) && mail.number == number)
        #expect(mail.token?.id == Contract.token("seed \(index)", for: mail.to).id)
      }
      try contract.invite("later", "later@valmont.example")
      #expect(try contract.account("later")?.id.rawValue == Int64(Self.count + 1))
      let later = Contract.token("later", for: "later@valmont.example")
      #expect(try contract.claim().map(\.token?.id) == [later.id])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `one that fails on the way leaves nothing, and the next one does it all`(_ kind: StoreUnderTest) throws {
    try kind.with { contract throws in
      let batch = Batch(run: Contract.run(), rowCount: Self.count) { first, body in
        for index in 0..<2_300 { try body(Self.row(index, first)) }
        throw StoreError.interrupted
      }
      #expect(throws: StoreError.interrupted) { try contract.store.commit(batch) }
      #expect(try contract.store.accountsWithoutPassword(at: Contract.now).isEmpty)
      #expect(try contract.store.ties(of: Contract.directory).count == 0 && contract.states().isEmpty)
      #expect(try Self.commit(contract) != .stale([]))
      #expect(try contract.store.ties(of: Contract.directory).count == Self.count)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a row that rests on an account nobody has is stale, and nothing is written`(_ kind: StoreUnderTest) throws {
    try kind.with { contract throws in
      let result = try contract.commit { first in
        [Self.row(0, first), BatchRow(id: AccountID(99), account: .keep(revision: 1))]
      }
      #expect(result == .stale([AccountID(99)]))
      #expect(try contract.store.accountsWithoutPassword(at: Contract.now).isEmpty)
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a number that stands twice leaves nothing written`(_ kind: StoreUnderTest) throws {
    try kind.with { contract throws in
      #expect(throws: StoreError.self) { try contract.create([Contract.person("1"), Contract.person("1")]) }
      #expect(try contract.store.accountsWithoutPassword(at: Contract.now).isEmpty)
    }
  }
}
