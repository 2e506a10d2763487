import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// What a store tells of single people.
@Suite struct AccountRecordsTests {
  /// Runs `body` on a store with two accounts.
  private func with(_ kind: StoreUnderTest, _ body: (any Store & AccountRecords) throws -> Void) throws {
    switch kind {
    case .memory: break
    case .sqlite: try Folder.with { try fill(try SQLiteStore(path: $0.store, access: .readWrite), body) }
    case .postgresql: try Database.with { try fill(try PostgreSQLStore($0.settings, access: .readWrite), body) }
    }
  }

  private func fill(
    _ store: any Store & AccountRecords, _ body: (any Store & AccountRecords) throws -> Void
  ) throws {
    let people = [
      NewAccount(
        Responsable(number: "R-1", lastName: "LENOIR", firstName: "Ada", email: "Ada@valmont.example"),
        hasPassword: true),
      NewAccount(Responsable(number: "R-2", lastName: "PETIT", email: "ada@valmont.example"), hasPassword: false),
    ]
    _ = try store.bringIn(people, by: StoreContract.actor, at: StoreContract.now)
    try body(store)
  }

  @Test(arguments: StoreUnderTest.shared)
  func `accounts are met by number and address, without case`(_ kind: StoreUnderTest) throws {
    try with(kind) { store throws in
      #expect(try store.accounts(meeting: Inquiry("R-2")) == [AccountID(2)])
      #expect(try store.accounts(meeting: Inquiry("ADA@valmont.example")) == [AccountID(1), AccountID(2)])
      #expect(try store.accounts(meeting: Inquiry("uid=ada,dc=valmont")).isEmpty)
    }
  }

  @Test(arguments: StoreUnderTest.shared)
  func `a record has the journal, and says nothing of who is not there`(_ kind: StoreUnderTest) throws {
    try with(kind) { store in
      let record = try #require(try store.record(of: AccountID(1), at: StoreContract.now))
      #expect(record.account.hasPassword && record.ties.isEmpty && record.mails.isEmpty && record.tokens.isEmpty)
      #expect(record.journal.map(\.kind) == ["import"] && record.journal[0].actor == StoreContract.actor)
      #expect(try store.record(of: AccountID(9), at: StoreContract.now) == nil)
      var names: [String] = []
      try store.forEachPerson { names.append($0.displayName) }
      #expect(names == ["LENOIR Ada", "PETIT"])
    }
  }

  @Test func `a refusal is told until a sync of the same directory went well`() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    #expect(try store.refusal(of: "mairie") == nil)
    let refusal = Refusal(.emptyBase, directory: "mairie", found: 0, subject: "dc=a")
    func record(_ id: String, _ directory: String, _ outcome: RunRecord.Outcome, _ mode: Report.Mode? = nil) throws {
      let refusals = outcome == .refused ? [refusal] : []
      try store.record(
        RunRecord(
          id: id, directory: directory, outcome: outcome, startedAt: StoreContract.now, endedAt: StoreContract.now,
          actor: StoreContract.actor, detail: RunDetail(refusals: refusals, mode: mode)))
    }
    try record("a", "mairie", .refused)
    try record("b", "mairie", .settled, .relink)
    try record("b", "ecole", .settled)
    #expect(
      try store.refusal(of: "mairie")
        == RefusedRun(run: "a", at: StoreContract.now, refusals: [refusal], bases: []))
    #expect(try store.refusal(of: "ecole") == nil)
    try record("c", "mairie", .settled)
    #expect(try store.refusal(of: "mairie") == nil)
  }
}
