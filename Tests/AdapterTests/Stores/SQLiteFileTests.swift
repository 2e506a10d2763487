import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

struct SQLiteFileTests {
  private static func mode(_ path: String) throws -> Int {
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    return try #require(mode)
  }

  /// Writes by other means than the store's.
  static func sql(_ statement: String, _ path: String) throws {
    try DatabaseQueue(path: path).write { try $0.execute(sql: statement) }
  }

  /// Makes a store and leaves it at rest.
  private static func make(_ folder: Folder) throws {
    _ = try SQLiteStore(path: folder.store, access: .readWrite)
  }

  private static func add(_ number: String, _ folder: Folder) throws {
    try StoreContract(try SQLiteStore(path: folder.store, access: .readWrite)).create([StoreContract.person(number)])
  }

  @Test func `the file and its companions are their owner's alone from the start`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      try StoreContract(store).create([StoreContract.person("1")])
      try store.exclusively(as: StoreContract.actor, at: StoreContract.now) {
        for suffix in ["", "-wal", "-shm", ".lock"] {
          let mode = try Self.mode(folder.store + suffix)
          #expect(mode == 0o600, "\(suffix)")
        }
      }
    }
  }

  @Test func `a portal's group may be let in`() throws {
    try Folder.with { folder in
      let store = try StoreKind.sqlite(path: folder.store, permissions: 0o660).open(.readWrite)
      try StoreContract(store).create([StoreContract.person("1")])
      for suffix in ["", "-wal", "-shm"] { #expect(try Self.mode(folder.store + suffix) == 0o660) }
    }
  }

  @Test func `every commit reaches the disk before it counts`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      let modes = try store.write { db in
        (try Int.fetchOne(db, sql: "PRAGMA synchronous"), try String.fetchOne(db, sql: "PRAGMA journal_mode"))
      }
      #expect(modes.0 == 2 && modes.1 == "wal")
    }
  }

  @Test func `a dry run finds an empty store where there is none, and makes no file`() throws {
    try Folder.with { folder in
      let store = try SQLiteStore(path: folder.store, access: .readOnly)
      #expect(try store.ties(of: "mairie").count == 0)
      try store.exclusively(as: StoreContract.actor, at: StoreContract.now) {
        let history = try store.history(of: "mairie", since: .distantPast)
        #expect(history == History())
      }
      #expect(try folder.contents().isEmpty)
    }
  }

  @Test(arguments: [true, false])
  func `a dry run changes no byte, be the store at rest or in use`(_ isInUse: Bool) throws {
    try Folder.with { folder in
      var writer: SQLiteStore? = try SQLiteStore(path: folder.store, access: .readWrite)
      if let writer { try StoreContract(writer).create([StoreContract.person("1")]) }
      if !isInUse { writer = nil }
      let before = try folder.contents()
      let store = try SQLiteStore(path: folder.store, access: .readOnly)
      #expect(try store.ties(of: "mairie").count == 1)
      #expect(try store.accounts(numbered: ["1"], at: StoreContract.now).count == 1)
      let error = #expect(throws: StoreError.self) { try store.record(StoreContract.run()) }
      #expect(error == .notWritable(location: folder.store, detail: "opened to read only"))
      #expect(try folder.contents() == before)
      withExtendedLifetime(writer) {}
    }
  }

  @Test func `a dry run sees what was written since it began`() throws {
    try Folder.with { folder in
      try Self.make(folder)
      let dry = try SQLiteStore(path: folder.store, access: .readOnly)
      #expect(try dry.ties(of: "mairie").count == 0)
      try Self.add("1", folder)
      #expect(try dry.ties(of: "mairie").count == 1)
    }
  }

  @Test func `a newer schema is refused, in whatever way it is opened`() throws {
    try Folder.with { folder in
      try Self.make(folder)
      try Self.sql("PRAGMA user_version = 99", folder.store)
      for access in [StoreAccess.readWrite, .readOnly] {
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder.store, access: access) }
        #expect(error == .newerSchema(location: folder.store, found: 99, known: Schema.version))
      }
    }
  }

  @Test func `an older schema is brought up to date, but not by a dry run`() throws {
    try Folder.with { folder in
      let step = String(decoding: Schema.steps[0], as: UTF8.self)
      try Self.sql(step + "; PRAGMA user_version = 1; PRAGMA application_id = 0x4e617674", folder.store)
      let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder.store, access: .readOnly) }
      #expect(error == .olderSchema(location: folder.store, found: 1, known: Schema.version))
      try Self.add("1", folder)
    }
  }

  @Test(arguments: [StoreAccess.readWrite, .readOnly])
  func `a file that is no store is refused and left as it is`(_ access: StoreAccess) throws {
    try Folder.with { folder in
      try Data(repeating: 0x41, count: 8192).write(to: URL(filePath: folder.store))
      let before = try folder.contents()
      let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder.store, access: access) }
      guard case .damaged = error else {
        Issue.record("\(String(describing: error))")
        return
      }
      #expect(try folder.contents()["navette.sqlite"] == before["navette.sqlite"])
    }
  }

  @Test func `another program's database is refused`() throws {
    try Folder.with { folder in
      try Self.sql("CREATE TABLE theirs (id INTEGER PRIMARY KEY)", folder.store)
      let error = #expect(throws: StoreError.self) { try SQLiteStore(path: folder.store, access: .readWrite) }
      #expect(error == .damaged(location: folder.store, detail: "another program's database"))
    }
  }

  @Test func `a folder that is not there is named`() throws {
    let error = #expect(throws: StoreError.self) { try SQLiteStore(path: "/nowhere/x.sqlite", access: .readWrite) }
    #expect(error == .unreachable(location: "/nowhere/x.sqlite", detail: "No such file or directory"))
  }
}
