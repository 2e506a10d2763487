import Foundation
import GRDB
import Provisioning

/// Writes ties: the narrow half that a read is compared with, and the wide half that is looked at for the touched.
final class TieWriter {
  private let names: DirectoryNames
  private let fields: AgreedFields
  private let detail: Prepared
  private let lastDetail: Prepared
  private let insertion: BulkInsertion
  private let detailInsertion: BulkInsertion
  private let change: Prepared
  private let slightChange: Prepared
  private let detailChange: Prepared
  private let removal: Prepared
  private let detailRemoval: Prepared
  private let mark: Prepared
  /// Then no tie can have the same key as a new one, unless the same batch wrote it, which the primary key refuses.
  private let hadTies: Bool
  /// The first ties of a store, written last and in the order of their keys: a place at the end of a table is
  /// found at once, a place in the middle is not.
  private var laidAside: [NewTie] = []

  init(_ db: Database, _ names: DirectoryNames) throws {
    self.names = names
    fields = AgreedFields(db)
    hadTies = try Prepared("SELECT EXISTS (SELECT 1 FROM tie)", on: db).first { $0.flag(0) } ?? true
    detail = Prepared("SELECT detail FROM tie WHERE directory = ? AND key = ?", on: db)
    lastDetail = Prepared("SELECT max(id) FROM tie_detail", on: db)
    insertion = BulkInsertion(
      into: """
        tie (directory, key, digest, dn_hash, account, account_revision, missing_since, active_until, is_secondary, detail)
        """, columns: 10, on: db)
    detailInsertion = BulkInsertion(into: "tie_detail (id, anchor, dn, agreed, sync_id)", columns: 5, on: db)
    change = Prepared(
      """
      UPDATE tie SET digest = ?, dn_hash = ?, account = ?, account_revision = ?, missing_since = ?, active_until = ?,
        is_secondary = ?
      WHERE directory = ? AND key = ?
      """, on: db)
    slightChange = Prepared(Self.slight, on: db)
    detailChange = Prepared(
      "UPDATE tie_detail SET anchor = ?, dn = ?, agreed = ?, sync_id = ? WHERE id = ?", on: db)
    removal = Prepared("DELETE FROM tie WHERE directory = ? AND key = ?", on: db)
    detailRemoval = Prepared("DELETE FROM tie_detail WHERE id = ?", on: db)
    mark = Prepared("UPDATE tie SET missing_since = ? WHERE directory = ? AND key = ?", on: db)
  }

  /// A change after which the tie leads to the same account: the index of accounts is left alone.
  static let slight: StaticString = """
    UPDATE tie SET digest = ?1, dn_hash = ?2, account_revision = ?4, missing_since = ?5, active_until = ?6,
      is_secondary = ?7
    WHERE directory = ?8 AND key = ?9 AND account = ?3
    """

  /// Writes a row's tie, in the place of the one with the same key if there is one.
  func write(_ item: RowToWrite, revision: Int64) throws {
    guard let tie = item.row.tie, let texts = item.tie else { return }
    let directory = try names.id(of: tie.directory)
    guard hadTies, let detail = try detail.first(directory, texts.key, read: { $0.integer(0) }) else {
      return try insert(CollectionOfOne(item), revision: revision)
    }
    try fields.note(tie.agreed, of: directory)
    try detailChange.run(tie.anchor.text, tie.dn, texts.agreed, tie.syncID?.text, detail)
    for statement in [slightChange, change] {
      let written = try statement.run(
        tie.digest, texts.dnHash, item.row.id.rawValue, revision, tie.missingSince, tie.activeUntil, tie.isSecondary,
        directory, texts.key)
      if written == 1 { break }
    }
  }

  /// Writes ties that are new.
  func insert(_ rows: some Collection<RowToWrite>, revision: Int64) throws {
    var last = try lastDetail.first { $0.integer(0) } ?? 0
    var ties: [NewTie] = []
    try detailInsertion.insert(rows.filter { $0.row.tie != nil }) { item, bindings in
      guard let tie = item.row.tie, let texts = item.tie else { return }
      let directory = try names.id(of: tie.directory)
      try fields.note(tie.agreed, of: directory)
      last += 1
      bindings.add(last, tie.anchor.text, tie.dn, texts.agreed, tie.syncID?.text)
      ties.append(
        NewTie(tie, texts, account: item.row.id, revision: revision, directory: directory, detail: last))
    }
    if hadTies { try insert(ties) } else { laidAside += ties }
  }

  /// Writes what was laid aside; nothing may be asked of ties before.
  func finish() throws {
    laidAside.sort { ($0.directory, $0.key) < ($1.directory, $1.key) }
    try insert(laidAside)
    laidAside = []
  }

  private func insert(_ ties: [NewTie]) throws {
    try insertion.insert(ties) { tie, bindings in
      bindings.add(
        tie.directory, tie.key, tie.digest, tie.dnHash, tie.account, tie.revision, tie.missingSince, tie.activeUntil,
        tie.isSecondary, tie.detail)
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
