import Foundation
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// `navette check` looks at a store and leaves it as it is.
@Suite struct StoreTrialTests {
  private func facts(_ path: String) -> [Finding.Fact] {
    StoreTrial(.sqlite(path: path)).examine().map(\.fact)
  }

  private func files(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func `a store that is not there yet is not made`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/navette.sqlite"
    #expect(facts(path) == [.storeToBeMade(location: path), .lockFree])
    #expect(try files(folder).isEmpty)
  }

  @Test func `a store is told with its accounts, and nothing beside it is made`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/navette.sqlite"
    let people = [NewAccount(Responsable(lastName: "MARTIN"), hasPassword: false)]
    do {
      let store = try SQLiteStore(path: path, access: .readWrite)
      _ = try store.bringIn(people, by: StoreContract.actor, at: StoreContract.now)
    }
    let before = try files(folder)
    #expect(facts(path) == [.store(location: path, schema: Schema.version, accounts: 1, isOld: false), .lockFree])
    #expect(try files(folder) == before)
  }

  @Test func `who holds the store is named`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/navette.sqlite"
    let store = try SQLiteStore(path: path, access: .readWrite)
    try store.exclusively(as: StoreContract.actor, at: StoreContract.now) {
      guard case .lockHeld(let holder, let since)? = facts(path).last else {
        Issue.record("\(facts(path))")
        return
      }
      #expect(holder.contains(StoreContract.actor.name) && since == StoreContract.now)
    }
    #expect(facts(path).last == .lockFree)
    #expect(try store.exclusively(as: StoreContract.actor, at: StoreContract.now) { true })
  }

  @Test func `a folder that is missing, and a file that is no store, are faults`() throws {
    let folder = try TemporaryFolder()
    guard case .storeFailed(.unreachable)? = facts(folder.path + "/none/navette.sqlite").first else {
      Issue.record("\(facts(folder.path + "/none/navette.sqlite"))")
      return
    }
    let path = try folder.write("other.sqlite", String(repeating: "nothing of ours ", count: 100))
    guard case .storeFailed(.damaged)? = facts(path).first else {
      Issue.record("\(facts(path))")
      return
    }
  }
}
