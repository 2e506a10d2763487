import Foundation
import GRDB
import Provisioning
import TestSupport
import Testing

@testable import Stores

/// How many ties a directory has, kept beside them.
@Suite struct TieFiguresTests {
  @Test(arguments: [
    "UPDATE tie SET is_secondary = 1 WHERE account = 1", "UPDATE tie SET is_secondary = 0",
    "UPDATE tie SET directory = 2 WHERE account = 1", "UPDATE tie SET directory = 1, is_secondary = 1",
    "DELETE FROM tie WHERE account = 2", "DELETE FROM tie",
    "UPDATE tie SET digest = NULL, account = 3",
  ])
  func `ties are counted whatever becomes of them`(_ sql: String) throws {
    try Folder.with { folder in
      _ = try SQLiteStore(path: folder.store, access: .readWrite)
      let queue = try DatabaseQueue(path: folder.store)
      try queue.write { db in
        try db.execute(
          sql: """
            INSERT INTO directory (id, name) VALUES (1, 'a'), (2, 'b');
            INSERT INTO account (id, number) VALUES (1, '1'), (2, '2'), (3, '3');
            INSERT INTO tie (directory, key, dn_hash, account, account_revision, is_secondary, detail) VALUES
              (1, randomblob(16), 0, 1, 1, 0, 1), (1, randomblob(16), 0, 2, 1, 0, 2), (2, randomblob(16), 0, 2, 1, 1, 3),
              (2, randomblob(16), 0, 3, 1, 0, 4);
            """)
        #expect(try Self.kept(db) == [2, 1])
        try db.execute(sql: sql)
        let counted = try Int.fetchAll(
          db,
          sql: """
            SELECT (SELECT count(*) FROM tie WHERE tie.directory = directory.id AND NOT is_secondary) FROM directory ORDER BY id
            """)
        #expect(try Self.kept(db) == counted)
      }
    }
  }

  private static func kept(_ db: GRDB.Database) throws -> [Int] {
    try Int.fetchAll(db, sql: "SELECT ties FROM directory ORDER BY id")
  }
}
