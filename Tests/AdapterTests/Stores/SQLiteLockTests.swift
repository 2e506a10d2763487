import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

struct SQLiteLockTests {
  private static func waitUntilHeld(_ store: SQLiteStore) throws {
    for _ in 0..<500 {
      do {
        try store.exclusively(as: StoreContract.actor, at: StoreContract.now) {}
      } catch is StoreError {
        return
      }
      usleep(10_000)
    }
    Issue.record("the other process never took the lock")
  }

  @Test func `two stores in two processes exclude each other, and one that was killed excludes nobody`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/flock")
      process.arguments = ["-o", folder.store + ".lock", "sleep", "60"]
      try process.run()
      try Self.waitUntilHeld(store)
      kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
      #expect(try store.exclusively(as: StoreContract.actor, at: StoreContract.now) { true })
    }
  }

  @Test func `who comes second is told by whom and since when`() throws {
    try Folder.with { folder in
      let first = try SQLiteStore(path: folder.store, access: .readWrite)
      let second = try SQLiteStore(path: folder.store, access: .readWrite)
      try first.exclusively(as: StoreContract.actor, at: StoreContract.now) {
        let error = #expect(throws: StoreError.self) {
          try second.exclusively(as: StoreContract.actor, at: .distantFuture) {}
        }
        let by = "run-1 (navette sync, process \(getpid()))"
        #expect(error == .held(location: folder.store, by: by, since: StoreContract.now))
      }
      #expect(try second.exclusively(as: StoreContract.actor, at: StoreContract.now) { true })
    }
  }

  @Test func `a portal's short write waits for a large commit, and is not lost`() throws {
    try Folder.with { folder in
      let contract = StoreContract(try SQLiteStore(path: folder.store, access: .readWrite))
      try contract.create([StoreContract.person("1")])
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      let portal = try DatabaseQueue(path: folder.store, configuration: configuration)
      let done = DispatchGroup()
      try contract.commit { first in
        DispatchQueue.global().async(group: done) {
          do {
            try portal.write { try $0.execute(sql: "UPDATE account SET mobile = '+336' WHERE number = '1'") }
          } catch {
            Issue.record(error)
          }
        }
        return (0..<5_000).map { index in
          BatchRow(id: AccountID(first + Int64(index)), account: .insert(StoreContract.person("n\(index)"), .active))
        }
      }
      done.wait()
      #expect(try contract.account("1")?.responsable.mobile == "+336")
      #expect(try contract.account("n4999") != nil)
    }
  }

  @Test func `somebody else's write that does not end is reported as such`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite, patience: 1)
      let portal = try DatabaseQueue(path: folder.store)
      try portal.inDatabase { db in
        try db.execute(sql: "BEGIN IMMEDIATE")
        let error = #expect(throws: StoreError.self) { try store.record(StoreContract.run()) }
        #expect(error == .busy(location: folder.store, seconds: 1))
        try db.execute(sql: "ROLLBACK")
      }
      try store.record(StoreContract.run())
    }
  }

  @Test func `a run that is stopped leaves nothing written`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      let batch = Batch(run: StoreContract.run()) { first, body in
        try body(BatchRow(id: AccountID(first), account: .insert(StoreContract.person("1"), .active)))
        throw StoreError.interrupted
      }
      #expect(throws: StoreError.interrupted) { try store.commit(batch) }
      #expect(try StoreContract(store).account("1") == nil)
    }
  }
}
