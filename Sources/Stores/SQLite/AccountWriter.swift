import Foundation
import GRDB
import Provisioning

/// Writes accounts, each on condition that it still has the revision a plan saw.
struct AccountWriter {
  private let insertion: BulkInsertion
  private let change: Prepared
  private let slightChange: Prepared
  private let check: Prepared
  private let now: Int64

  init(_ db: Database, at now: Int64) {
    self.now = now
    insertion = BulkInsertion(
      into: """
        account (id, number, civility, last_name, first_name, email, name_key, mobile, attributes, status, inactive_reason,
          created_at, updated_at)
        """, columns: 13, on: db)
    // OR ROLLBACK: see `BulkInsertion`.
    // On the right of =, a column is what it was before.
    change = Prepared(
      """
      UPDATE OR ROLLBACK account SET number = ifnull(?1, number), civility = ?2, last_name = ?3, first_name = ?4, email = ?5,
        name_key = ?6, mobile = ?7, attributes = ?8, status = ?9, inactive_reason = ?10, updated_at = ?11,
        email_verified_at = iif(?12 OR email_key IS lower(trim(?5)), email_verified_at, NULL),
        revision = revision + 1
      WHERE id = ?13 AND revision = ?14
      """, on: db)
    slightChange = Prepared(Self.slight, on: db)
    check = Prepared("SELECT 1 FROM account WHERE id = ? AND revision = ?", on: db)
  }

  /// A change of nothing that others are found by: SQLite writes the index of every column that is set, whatever its value, and
  /// each is another page to read and to write.
  static let slight: StaticString = """
    UPDATE OR ROLLBACK account SET civility = ?2, mobile = ?7, attributes = ?8, status = ?9, inactive_reason = ?10,
      updated_at = ?11, revision = revision + 1
    WHERE id = ?13 AND revision = ?14 AND ifnull(?1, number) IS number AND last_name IS ?3 AND first_name IS ?4
      AND email IS ?5 AND name_key IS ?6
    """

  /// Writes a row's account and returns the revision it has from now on; nil when it is no longer what the plan saw.
  func write(_ item: RowToWrite) throws -> Int64? {
    switch item.row.account {
    case .insert:
      try insert(CollectionOfOne(item))
      return Self.firstRevision
    case .update(let revision, let responsable, let status, let keepsVerification):
      guard let texts = item.texts else { return nil }
      for statement in [slightChange, change] {
        let written = try statement.run { bindings in
          add(responsable, texts, status, to: &bindings)
          bindings.add(now, keepsVerification, item.row.id.rawValue, revision)
        }
        if written == 1 { return revision + 1 }
      }
      return nil
    case .keep(let revision):
      return try check.first(item.row.id.rawValue, revision) { _ in revision }
    }
  }

  static let firstRevision: Int64 = 1

  /// Inserts the accounts of rows that bring new ones.
  func insert(_ rows: some Collection<RowToWrite>) throws {
    try insertion.insert(rows) { item, bindings in
      guard case .insert(let responsable, let status) = item.row.account, let texts = item.texts else { return }
      bindings.add(item.row.id.rawValue)
      add(responsable, texts, status, to: &bindings)
      bindings.add(now, now)
    }
  }

  private func add(
    _ responsable: Responsable, _ texts: RowToWrite.AccountTexts, _ status: AccountStatus, to bindings: inout Bindings
  ) {
    bindings.add(
      responsable.number, responsable.civility, responsable.lastName, responsable.firstName, responsable.email,
      texts.nameKey, responsable.mobile, texts.attributes, status.text, status.reason)
  }
}
