import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

struct PostgreSQLOutboxTests {
  typealias Contract = StoreContract

  @Test func `who waits for mails hears of them when they are committed, and not of other writes`() throws {
    try Database.with { database in
      let deliverer = try PostgreSQLStore(database.settings, access: .readWrite)
      let writer = StoreContract(try PostgreSQLStore(database.settings, access: .readWrite))
      // How many times it was asked whether to go on, five times a second, until it heard or the time was over.
      func looks(_ seconds: Int) -> Int {
        var looks = 0
        deliverer.awaitMails(seconds) {
          looks += 1
          return false
        }
        return looks
      }
      #expect(looks(1) == 5)
      try writer.store.record(Contract.run())
      #expect(looks(1) == 5, "a line of the journal is no mail")
      try writer.invite("1", "ada@valmont.example")
      #expect(looks(60) <= 2)
      #expect(looks(1) == 5, "it was heard once")
      let group = DispatchGroup()
      DispatchQueue.global().async(group: group) {
        usleep(500_000)
        do { try writer.invite("2", "bea@valmont.example") } catch { Issue.record(error) }
      }
      #expect((1...20).contains(looks(60)))
      group.wait()
    }
  }

  @Test func `waiting ends with the wish to stop, and outlives a server that goes away`() throws {
    let server = try PostgresServer()
    let store = try PostgreSQLStore(PostgreSQLSettings(url: try server.makeDatabase()), access: .readWrite)
    store.awaitMails(60) { true }
    server.crash()
    store.awaitMails(1) { false }
    try server.start()
    #expect(try StoreContract(store).claim().isEmpty)
  }
}
