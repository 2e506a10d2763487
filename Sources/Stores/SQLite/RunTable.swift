import Foundation
import GRDB
import Provisioning

/// The journal of runs: one line per run and directory.
struct RunTable {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Writes a run's line and returns its number. `finish` completes it when everything else is written.
  func insert(_ run: RunRecord) throws -> Int64 {
    try Prepared(
      """
      INSERT INTO run (name, directory, outcome, started_at, ended_at, actor, counts, active_managed, lifted, cause,
        detail, matters, first_change)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) + 1 FROM change))
      """, on: db
    ).run(
      run.id, try DirectoryNames(db).id(of: run.directory), run.outcome.rawValue, run.startedAt, run.endedAt,
      try ActorTable(db).id(of: run.actor), try RunJSON.text(run.counts), run.activeManaged,
      try RunJSON.text(run.lifted.map(\.rawValue).sorted()), run.cause, try RunJSON.text(run.detail),
      try run.matters.map(id))
    let id = db.lastInsertedRowID
    for mail in run.reportMails { try queue(mail, of: run) }
    return id
  }

  /// A report leaves with the line it tells of, or not at all.
  private func queue(_ mail: ReportMailRow, of run: RunRecord) throws {
    try Prepared(
      """
      INSERT INTO mail (kind, recipient, recipient_name, message_id, subject, queued_at, due_at, actor)
      VALUES ('report', ?1, ?2, ?3, ?4, ?5, ?5, ?6)
      """, on: db
    ).run(mail.to, mail.recipientName, mail.messageID, mail.subject, run.endedAt, try ActorTable(db).id(of: run.actor))
  }

  /// Adds which changes are its own, and the figures of the accounts as they now are.
  func finish(_ run: Int64) throws {
    try Prepared(
      """
      UPDATE run SET last_change = (SELECT coalesce(max(id), 0) FROM change),
        (accounts, addresses, passwords) = (SELECT accounts, addresses, passwords FROM account_figures)
      WHERE id = ?
      """, on: db
    ).run(run)
  }

  /// The row of these matters, which a run before may have written.
  private func id(of matters: RunMatters) throws -> Int64 {
    let content = try RunJSON.text(matters)
    let digest = Digest128(of: content.utf8)
    let known = try Prepared("SELECT id FROM run_matters WHERE digest = ?", on: db).first(digest) { $0.integer(0) }
    if let known { return known }
    try Prepared("INSERT INTO run_matters (digest, content) VALUES (?, ?)", on: db).run(digest, content)
    return db.lastInsertedRowID
  }
}
