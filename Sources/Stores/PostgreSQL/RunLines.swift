import Foundation
import Provisioning

/// The journal of runs: one line per run and directory.
struct RunLines {
  private let connection: PostgreSQLConnection

  init(_ connection: PostgreSQLConnection) { self.connection = connection }

  /// Writes a run's line and returns its number. `finish` completes it when everything else is written.
  func insert(_ run: RunRecord) throws -> Int64 {
    let actor = try connection.id(of: run.actor)
    let id = try connection.first(
      """
      INSERT INTO run (name, directory, outcome, started_at, ended_at, actor, counts, active_managed, lifted, cause, detail,
        matters)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id
      """, run.id, try connection.id(ofDirectory: run.directory), run.outcome.rawValue, run.startedAt, run.endedAt,
      actor, try RunJSON.text(run.counts), run.activeManaged,
      try RunJSON.text(run.lifted.map(\.rawValue).sorted()), run.cause, try RunJSON.text(run.detail),
      try run.matters.map(id)
    ) { $0.integer(0) }
    for mail in run.reportMails { try queue(mail, of: run, by: actor) }
    return id ?? 0
  }

  /// A report leaves with the line it tells of, or not at all.
  private func queue(_ mail: ReportMailRow, of run: RunRecord, by actor: Int64) throws {
    try connection.run(
      """
      INSERT INTO mail (kind, recipient, recipient_name, message_id, subject, queued_at, due_at, actor)
      VALUES ('report', $1, $2, $3, $4, $5, $5, $6)
      """, mail.to, mail.recipientName, mail.messageID, mail.subject, run.endedAt, actor)
  }

  /// Adds the figures of the accounts as they now are.
  func finish(_ run: Int64) throws {
    try connection.run(
      """
      UPDATE run SET (accounts, addresses, passwords) =
        (SELECT coalesce(sum(accounts), 0)::bigint, coalesce(sum(addresses), 0)::bigint,
          coalesce(sum(passwords), 0)::bigint FROM figure WHERE directory IS NULL)
      WHERE id = $1
      """, run)
    // Who writes adds a row; once there are many of them, their sums take their place.
    try connection.run(
      """
      WITH gone AS (DELETE FROM figure WHERE (SELECT count(*) FROM figure) > 50 RETURNING *)
      INSERT INTO figure (directory, accounts, addresses, passwords, ties)
      SELECT directory, sum(accounts), sum(addresses), sum(passwords), sum(ties) FROM gone GROUP BY directory
      """)
  }

  /// The row of these matters, which a run before may have written.
  private func id(of matters: RunMatters) throws -> Int64 {
    let content = try RunJSON.text(matters)
    let digest = Digest128(of: content.utf8)
    try connection.run(
      "INSERT INTO run_matters (digest, content) VALUES ($1, $2) ON CONFLICT DO NOTHING", digest, content)
    return try connection.first("SELECT id FROM run_matters WHERE digest = $1", digest) { $0.integer(0) } ?? 0
  }
}
