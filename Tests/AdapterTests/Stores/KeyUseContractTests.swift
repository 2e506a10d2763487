import Foundation
import Provisioning
import TestSupport
import Testing

/// Which keys are still needed, as every store tells it.
struct KeyUseContractTests {
  typealias Contract = StoreContract

  @Test(arguments: StoreUnderTest.allCases)
  func `a key is needed while a token made with it is open`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      #expect(try contract.store.keyUses(at: Contract.now).isEmpty)
      try contract.invite("1", "ada@valmont.example")
      try contract.invite("2", "zoe@valmont.example")
      #expect(try contract.store.keyUses(at: Contract.now) == [KeyUse(keyID: "k1", openTokens: 2, unsent: 2)])
      // The life of a token begins when its mail is accepted: an hour here.
      let mail = try #require(try contract.claim(1).first)
      try contract.store.record([Delivery(mail: mail.id, outcome: .accepted(at: Contract.now), reply: "250 OK")])
      #expect(try contract.store.keyUses(at: Contract.now) == [KeyUse(keyID: "k1", openTokens: 2, unsent: 1)])
      let later = Contract.now.addingTimeInterval(3_600)
      #expect(try contract.store.keyUses(at: later) == [KeyUse(keyID: "k1", openTokens: 1, unsent: 1)])
    }
  }

  @Test(arguments: StoreUnderTest.allCases)
  func `a key is not needed for tokens that were revoked`(_ kind: StoreUnderTest) throws {
    try kind.with { contract in
      try contract.invite("1", "ada@valmont.example")
      let account = try #require(try contract.account("1"))
      try contract.update(account, revokesTokens: true)
      #expect(try contract.store.keyUses(at: Contract.now).isEmpty)
    }
  }
}
