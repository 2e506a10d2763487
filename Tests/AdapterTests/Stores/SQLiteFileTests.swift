import Foundation
import GRDB
import Provisioning
import Synchronization
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

  /// `sync` and `deliver` of a first minute, while a portal looks into the file: an empty one that somebody reads cannot be given its
  /// log, and is refused as busy.
  @Test func `a store is whole from the moment others see it, however many make it at once`() throws {
    for _ in 1...20 {
      try Folder.with { folder in
        let path = folder.store
        let isMade = Mutex(false)
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 3) { index in
          guard index > 0 else {
            var status = stat()
            while !isMade.withLock({ $0 }) {
              guard stat(path, &status) == 0 else { continue }
              if status.st_size == 0 { failures.withLock { $0.append("empty") } }
              break
            }
            return
          }
          do {
            _ = try SQLiteStore(path: path, access: .readWrite)
          } catch {
            failures.withLock { $0.append("\(error)") }
          }
          isMade.withLock { $0 = true }
        }
        #expect(failures.withLock { $0 } == [])
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(files.allSatisfy { !$0.contains(".new-") }, "\(files)")
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

  @Test func `rights that are set later are given to what is there, and left alone when none are set`() throws {
    try Folder.with { folder in
      try Self.make(folder)
      #expect(try Self.mode(folder.store) == 0o600)
      let store = try StoreKind.sqlite(path: folder.store, permissions: 0o660).open(.readWrite)
      try store.exclusively(as: StoreContract.actor, at: StoreContract.now) {
        for suffix in ["", "-wal", "-shm", ".lock"] {
          let mode = try Self.mode(folder.store + suffix)
          #expect(mode == 0o660, "\(suffix)")
        }
      }
      _ = try SQLiteStore(path: folder.store, access: .readWrite)
      #expect(try Self.mode(folder.store) == 0o660)
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

  /// A portal in a process of its own, which has written and keeps the store open until its input ends.
  private static func portal(on path: String) throws -> (process: Process, input: Pipe) {
    let process = Process()
    let input = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/sqlite3")
    process.arguments = [path]
    process.standardInput = input
    try process.run()
    input.fileHandleForWriting.write(Data("UPDATE account SET mobile = '+336';\n".utf8))
    // Two pages at least; what follows the last of them is no byte of a file.
    for _ in 0..<1_000 where (FileStamp(of: path + "-wal")?.size ?? 0) < 8_192 { usleep(10_000) }
    usleep(200_000)
    return (process, input)
  }

  @Test func `a dry run reads a log that has lost its index, and changes no byte`() throws {
    try Folder.with { folder in
      try Self.add("1", folder)
      let portal = try Self.portal(on: folder.store)
      try Folder.with { other in
        for suffix in ["", "-wal"] {
          try FileManager.default.copyItem(atPath: folder.store + suffix, toPath: other.store + suffix)
        }
        let before = try other.contents()
        #expect(before.count == 2)
        let account = try Self.readAll(other)
        #expect(account?.responsable.mobile == "+336")
        #expect(try other.contents() == before)
      }
      portal.input.fileHandleForWriting.closeFile()
      portal.process.waitUntilExit()
    }
  }

  /// Dry runs of everything that reads, and one attempt to write.
  private static func readAll(_ folder: Folder) throws -> Account? {
    let store = try SQLiteStore(path: folder.store, access: .readOnly)
    let count = try store.ties(of: "mairie").count
    #expect(count == 1)
    let error = #expect(throws: StoreError.self) { try store.record(StoreContract.run()) }
    #expect(error == .notWritable(location: folder.store, detail: "opened to read only"))
    return try store.accounts(numbered: ["1"], at: StoreContract.now).first
  }

  @Test func `a dry run changes no byte of a store at rest`() throws {
    try Folder.with { folder in
      try Self.add("1", folder)
      let before = try folder.contents()
      #expect(before.keys.sorted() == ["navette.sqlite"])
      let account = try Self.readAll(folder)
      #expect(account?.responsable.number == "1")
      #expect(try folder.contents() == before)
    }
  }

  @Test func `a dry run changes no byte of a store in use, and sees what is in its log`() throws {
    try Folder.with { folder in
      try Self.add("1", folder)
      let portal = try Self.portal(on: folder.store)
      let before = try folder.contents()
      #expect(before.count == 3)
      let account = try Self.readAll(folder)
      #expect(account?.responsable.mobile == "+336")
      let after = try folder.contents()
      #expect(after["navette.sqlite"] == before["navette.sqlite"])
      #expect(after["navette.sqlite-wal"] == before["navette.sqlite-wal"])
      #expect(after["navette.sqlite-shm"] == before["navette.sqlite-shm"])
      portal.input.fileHandleForWriting.closeFile()
      portal.process.waitUntilExit()
    }
  }

  @Test func `a dry run reads what a killed process left, and changes no byte of it`() throws {
    try Folder.with { folder in
      try Self.add("1", folder)
      let portal = try Self.portal(on: folder.store)
      kill(portal.process.processIdentifier, SIGKILL)
      portal.process.waitUntilExit()
      let before = try folder.contents()
      let account = try Self.readAll(folder)
      #expect(account?.responsable.mobile == "+336")
      #expect(try folder.contents() == before)
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

  @Test func `what a store of an older schema holds is known after it was brought up to date`() throws {
    try Folder.with { folder in
      let steps = Schema.steps.prefix(4).map { String(decoding: $0, as: UTF8.self) }.joined(separator: ";\n")
      try Self.sql(
        steps + """
          ;
          INSERT INTO directory (id, name) VALUES (1, 'mairie'), (2, 'ecole');
          INSERT INTO account (id, number) VALUES (1, 'R-1');
          INSERT INTO tie_detail (id, anchor, dn, agreed) VALUES (1, 'a', 'uid=a', '{"email":"a@valmont.example"}');
          INSERT INTO tie (directory, key, dn_hash, account, account_revision, detail)
          VALUES (1, randomblob(16), 0, 1, 1, 1);
          PRAGMA user_version = 4; PRAGMA application_id = 0x4e617674
          """, folder.store)
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      #expect(try store.heldFields(among: [.email, .mobile], in: "mairie") == [.email])
      #expect(try store.heldFields(among: [.email, .mobile], in: "ecole") == [])
    }
  }

  @Test func `mails and runs of an older schema are there after it was brought up to date`() throws {
    try Folder.with { folder in
      let steps = Schema.steps.prefix(5).map { String(decoding: $0, as: UTF8.self) }.joined(separator: ";\n")
      try Self.sql(
        steps + """
          ;
          INSERT INTO directory (id, name) VALUES (1, 'mairie');
          INSERT INTO actor (id, kind, name, origin) VALUES (2, 'run', 'run-1', 'navette sync');
          INSERT INTO account (id, number, last_name, email) VALUES (1, 'R-1', 'MARTIN', 'a@valmont.example');
          INSERT INTO mail (id, kind, account, recipient, recipient_name, message_id, queued_at, due_at, actor)
          VALUES (7, 'notice-new', 1, 'a@valmont.example', 'A', '<1@valmont.example>', 5, 5, 2);
          INSERT INTO run (id, name, directory, outcome, started_at, ended_at, actor, counts, active_managed, lifted)
          VALUES (1, 'run-1', 1, 'applied', 1000, 2000, 2, '{"create":1}', 0, '[]');
          INSERT INTO change (run, account, kind, anchor, dn, fields, reason, at, actor)
          VALUES (1, 1, 'create', 'a', 'uid=a', '{"lastName":{"from":null,"to":"MARTIN"}}', 'new-entry', 2000, 2);
          PRAGMA user_version = 5; PRAGMA application_id = 0x4e617674
          """, folder.store)
      let store = try SQLiteStore(path: folder.store, access: .readWrite)
      let now = Date(timeIntervalSince1970: 10)
      #expect(try store.claim(5, until: now + 60, at: now, pace: nil).map(\.id) == [7])
      let report = try #require(try store.report(of: "run-1"))
      #expect(report.counts.create == 1 && report.directories[0].plan?.changes.map(\.name) == ["MARTIN"])
      #expect(report.directories[0].plan?.changes.first?.number == "R-1")
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
