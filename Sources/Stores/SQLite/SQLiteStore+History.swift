import Foundation
import GRDB
import Provisioning

extension SQLiteStore {
  package func history(of directory: String, since: Date) throws(StoreError) -> History {
    try read { db in
      guard let id = try DirectoryNames(db).known(directory) else { return History() }
      return History(
        activeManaged: try Self.activeManaged(id, db), lastWholeRead: try Self.lastWholeRead(id, db),
        applied: try Self.applied(id, since: since, db))
    }
  }

  /// All ties of a directory less those of inactive accounts: the index of exceptions spares a million look-ups.
  private static func activeManaged(_ directory: Int64, _ db: Database) throws -> Int {
    let count = try Prepared(Self.managed, on: db).first(directory) { $0.integer(0) }
    return Int(count ?? 0)
  }

  static let managed: StaticString = """
    SELECT directory.ties
      - (SELECT count(*) FROM account INDEXED BY account_inactive CROSS JOIN tie ON tie.account = account.id
        WHERE account.status = 'inactive' AND tie.directory = directory.id AND tie.is_secondary = 0)
    FROM directory WHERE directory.id = ?1
    """

  private static func lastWholeRead(_ directory: Int64, _ db: Database) throws -> WholeRead? {
    try Prepared("SELECT whole_read FROM directory WHERE id = ? AND whole_read IS NOT NULL", on: db)
      .first(directory) { try RunJSON.value(from: $0.bytes(0)) }
  }

  private static func applied(_ directory: Int64, since: Date, _ db: Database) throws -> [History.AppliedRun] {
    try Prepared(
      """
      SELECT active_managed, counts, lifted FROM run
      WHERE directory = ? AND outcome IN ('applied', 'settled') AND ended_at >= ? ORDER BY ended_at, id
      """, on: db
    ).all(directory, since) { try History.AppliedRun(row: $0) }
  }

  package func heldFields(among fields: [Field], in directory: String) throws(StoreError) -> Set<Field> {
    try read { db in
      guard let id = try DirectoryNames(db).known(directory) else { return [] }
      let agreed = try AgreedFields(db).fields(of: id)
      return Set(try fields.filter { try agreed.contains($0) && Self.isHeld($0, id, db) })
    }
  }

  /// Stops at the first tie in which the directory gave a value.
  private static func isHeld(_ field: Field, _ directory: Int64, _ db: Database) throws -> Bool {
    try Prepared(
      """
      SELECT EXISTS (
        SELECT 1 FROM tie CROSS JOIN tie_detail ON tie_detail.id = tie.detail
        WHERE tie.directory = ?1 AND EXISTS (SELECT 1 FROM json_each(tie_detail.agreed) WHERE key = ?2))
      """, on: db
    ).first(directory, field.name) { $0.flag(0) } ?? false
  }
}
