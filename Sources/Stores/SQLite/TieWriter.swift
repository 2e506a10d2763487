import Foundation
import GRDB
import Provisioning

/// Writes ties: the narrow half that a read is compared with, and the wide half that is looked at for the touched.
struct TieWriter {
  private let names: DirectoryNames
  private let detail: Prepared
  private let insertion: Prepared
  private let detailInsertion: Prepared
  private let change: Prepared
  private let detailChange: Prepared
  private let removal: Prepared
  private let detailRemoval: Prepared
  private let mark: Prepared
  private let fields: AgreedFields
  private let db: Database
  /// Then no tie can have the same key as a new one, unless the same batch wrote it, which the primary key refuses.
  private let hadTies: Bool

  init(_ db: Database, _ names: DirectoryNames) throws {
    self.db = db
    hadTies = try Prepared("SELECT EXISTS (SELECT 1 FROM tie)", on: db).first { $0.flag(0) } ?? true
    self.names = names
    fields = AgreedFields(db)
    detail = try Prepared("SELECT detail FROM tie WHERE directory = ? AND key = ?", on: db)
    insertion = try Prepared(
      """
      INSERT INTO tie (directory, key, digest, dn_hash, account, account_revision, missing_since, active_until,
        is_secondary, detail)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """, on: db)
    detailInsertion = try Prepared("INSERT INTO tie_detail (anchor, dn, agreed) VALUES (?, ?, ?)", on: db)
    change = try Prepared(
      """
      UPDATE tie SET digest = ?, dn_hash = ?, account = ?, account_revision = ?, missing_since = ?, active_until = ?,
        is_secondary = ?
      WHERE directory = ? AND key = ?
      """, on: db)
    detailChange = try Prepared("UPDATE tie_detail SET anchor = ?, dn = ?, agreed = ? WHERE id = ?", on: db)
    removal = try Prepared("DELETE FROM tie WHERE directory = ? AND key = ?", on: db)
    detailRemoval = try Prepared("DELETE FROM tie_detail WHERE id = ?", on: db)
    mark = try Prepared("UPDATE tie SET missing_since = ? WHERE directory = ? AND key = ?", on: db)
  }

  /// Writes a tie, in the place of the one with the same key if there is one.
  func write(_ tie: Tie, account: AccountID, revision: Int64) throws {
    let directory = try names.id(of: tie.directory)
    try fields.note(tie.agreed, of: directory)
    let key = tie.anchor.key
    if hadTies, let detail = try detail.first(directory, key, read: { $0.integer(0) }) {
      try detailChange.run(tie.anchor.text, tie.dn, tie.agreed.json, detail)
      try change.run(
        tie.digest, Int64(bitPattern: Tie.hash(dn: tie.dn)), account.rawValue, revision, tie.missingSince,
        tie.activeUntil, tie.isSecondary, directory, key)
    } else {
      try detailInsertion.run(tie.anchor.text, tie.dn, tie.agreed.json)
      try insertion.run(
        directory, key, tie.digest, Int64(bitPattern: Tie.hash(dn: tie.dn)), account.rawValue, revision,
        tie.missingSince, tie.activeUntil, tie.isSecondary, db.lastInsertedRowID)
    }
  }

  /// Removes a tie of a directory.
  func remove(_ key: Digest128, of directory: String) throws {
    let directory = try names.id(of: directory)
    guard let detail = try detail.first(directory, key, read: { $0.integer(0) }) else { return }
    try removal.run(directory, key)
    try detailRemoval.run(detail)
  }

  /// Writes down since when an entry is missing, or that it no longer is.
  func mark(_ mark: Batch.Mark, of directory: String) throws {
    try self.mark.run(mark.missingSince, try names.id(of: directory), mark.tie)
  }
}
