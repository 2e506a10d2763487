import Foundation
import GRDB
import Provisioning

/// Writes accounts, each on condition that it still has the revision a plan saw.
struct AccountWriter {
  private let insertion: Prepared
  private let change: Prepared
  private let check: Prepared
  private let now: Date

  /// OR ROLLBACK: a violation undoes the whole transaction, which is what we want, and SQLite need not keep a journal
  /// of each statement that fires a trigger or counts ids, which costs more than the row.
  init(_ db: Database, at now: Date) throws {
    self.now = now
    insertion = try Prepared(
      """
      INSERT OR ROLLBACK INTO account (id, number, civility, last_name, first_name, email, name_key, mobile, attributes, status,
        inactive_reason, created_at, updated_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)
      """, on: db)
    // On the right of =, a column is what it was before.
    change = try Prepared(
      """
      UPDATE OR ROLLBACK account SET number = ifnull(?1, number), civility = ?2, last_name = ?3, first_name = ?4, email = ?5,
        name_key = ?6, mobile = ?7, attributes = ?8, status = ?9, inactive_reason = ?10, updated_at = ?11,
        email_verified_at = iif(?12 OR email_key IS lower(trim(?5)), email_verified_at, NULL),
        revision = revision + 1
      WHERE id = ?13 AND revision = ?14
      """, on: db)
    check = try Prepared("SELECT 1 FROM account WHERE id = ? AND revision = ?", on: db)
  }

  /// Writes a row's account and returns the revision it has from now on; nil when it is no longer what the plan saw.
  func write(_ write: BatchRow.AccountWrite, _ id: AccountID) throws -> Int64? {
    switch write {
    case .insert(let responsable, let status):
      try insert(responsable, status, id)
      return 1
    case .update(let revision, let responsable, let status, let keepsVerification):
      let isCurrent = try update(responsable, status, id, revision, keepsVerification)
      return isCurrent ? revision + 1 : nil
    case .keep(let revision):
      return try check.first(id.rawValue, revision) { _ in revision }
    }
  }

  private func insert(_ responsable: Responsable, _ status: AccountStatus, _ id: AccountID) throws {
    try insertion.run(
      id.rawValue, responsable.number, responsable.civility, responsable.lastName, responsable.firstName,
      responsable.email, responsable.nameKey, responsable.mobile, responsable.attributesJSON, status.text,
      status.reason, now)
  }

  private func update(
    _ responsable: Responsable, _ status: AccountStatus, _ id: AccountID, _ revision: Int64, _ keepsVerification: Bool
  ) throws -> Bool {
    try change.run(
      responsable.number, responsable.civility, responsable.lastName, responsable.firstName, responsable.email,
      responsable.nameKey, responsable.mobile, responsable.attributesJSON, status.text, status.reason, now,
      keepsVerification, id.rawValue, revision) == 1
  }
}

extension AccountStatus {
  fileprivate var text: String { isActive ? "active" : "inactive" }

  fileprivate var reason: String? {
    if case .inactive(let reason) = self { reason.rawValue } else { nil }
  }
}
